#!/usr/bin/env python3
"""Prints scikit-learn's figures for the examples of ClassificationReportTests.cs and BinaryMetricsTests.cs. Needs scikit-learn."""
import numpy
from sklearn.metrics import (
    average_precision_score, classification_report, precision_recall_curve, precision_recall_fscore_support,
    roc_auc_score)

# What samples are, row by row, and what they were taken for, column by column. Class 3 is never predicted, class 4 does not occur.
CONFUSION = [[50, 3, 0, 0, 2], [4, 31, 5, 0, 0], [1, 7, 88, 0, 0], [2, 1, 4, 0, 0], [0, 0, 0, 0, 0]]
actual = [a for a, row in enumerate(CONFUSION) for p, count in enumerate(row) for _ in range(count)]
predicted = [p for a, row in enumerate(CONFUSION) for p, count in enumerate(row) for _ in range(count)]
classes = list(range(len(CONFUSION)))
print(classification_report(actual, predicted, labels=classes, zero_division=0))
for average in [None, "macro", "weighted"]:
    print(average, *(figures if average is None else repr(float(figures)) for figures in precision_recall_fscore_support(
        actual, predicted, labels=classes, average=average, zero_division=0)[:3]), sep="\n  ")

LABELS = [1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0]
SCORES = numpy.array([0.95, 0.9, 0.8, 0.8, 0.8, 0.7, 0.6, 0.55, 0.45, 0.4, 0.3, 0.3, 0.2, 0.05], dtype=numpy.float32)
precision, recall, thresholds = precision_recall_curve(LABELS, SCORES)
f1 = 2 * precision * recall / (precision + recall)
best = f1[:-1].argmax()
print("average precision", repr(float(average_precision_score(LABELS, SCORES))), "ROC-AUC", repr(float(roc_auc_score(LABELS, SCORES))))
print("best F1", repr(float(f1[best])), "from", repr(float(thresholds[best])), "on")

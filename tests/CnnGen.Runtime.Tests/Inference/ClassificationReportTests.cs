using System.Globalization;
using System.Text.Json;

namespace CnnGen.Runtime.Tests.Inference;

/// <summary>The figures are those of scikit-learn 1.2.1: <c>classification.py</c> prints them.</summary>
public sealed class ClassificationReportTests
{
    private const double Tolerance = 1e-15;

    // Class 3 is never predicted, class 4 does not occur.
    private static readonly ClassificationReport s_report = ClassificationReport.Of(Confusion(
        [50, 3, 0, 0, 2], [4, 31, 5, 0, 0], [1, 7, 88, 0, 0], [2, 1, 4, 0, 0], [0, 0, 0, 0, 0]));

    [Fact]
    public void Figures_are_those_of_scikit_learn()
    {
        AssertRow(50.0 / 57, 50.0 / 55, 0.8928571428571429, 55, s_report.Classes[0]);
        AssertRow(31.0 / 42, 31.0 / 40, 0.7560975609756098, 40, s_report.Classes[1]);
        AssertRow(88.0 / 97, 88.0 / 96, 0.9119170984455959, 96, s_report.Classes[2]);
        AssertRow(0, 0, 0, 7, s_report.Classes[3]);
        AssertRow(0, 0, 0, 0, s_report.Classes[4]);
        AssertRow(0.5045009430793479, 0.5201515151515151, 0.5121743604556697, 198, s_report.Macro);
        AssertRow(0.8326374094144035, 0.8535353535353535, 0.8429044785199215, 198, s_report.Weighted);
        Assert.Equal(169.0 / 198, s_report.Accuracy);
    }

    [Fact]
    public void The_table_is_that_of_scikit_learn_under_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(
                [
                    "              precision    recall  f1-score   support",
                    "",
                    "           0       0.88      0.91      0.89        55",
                    "           1       0.74      0.78      0.76        40",
                    "           2       0.91      0.92      0.91        96",
                    "           3       0.00      0.00      0.00         7",
                    "           4       0.00      0.00      0.00         0",
                    "",
                    "    accuracy                           0.85       198",
                    "   macro avg       0.50      0.52      0.51       198",
                    "weighted avg       0.83      0.85      0.84       198",
                ],
                s_report.ToString().Split(Environment.NewLine));
            Assert.Equal("precision 0.7381, recall 0.7750, F1 0.7561, support 40", s_report.Classes[1].ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0.125, "0.12")]
    [InlineData(0.375, "0.38")]
    [InlineData(0.625, "0.62")]
    [InlineData(0.875, "0.88")]
    [InlineData(0.285, "0.28")]
    [InlineData(0.5, "0.50")]
    public void Ties_are_rounded_as_Python_rounds_them(double ratio, string text)
    {
        var row = new ClassMetrics(ratio, ratio, ratio, 8);
        string[] lines = new ClassificationReport(ratio, [row], row, row).ToString().Split(Environment.NewLine);
        Assert.Equal($"           0       {text}      {text}      {text}         8", lines[2]);
    }

    [Fact]
    public void A_report_goes_into_JSON_and_back()
    {
        string json = JsonSerializer.Serialize(ClassificationReport.Of(Confusion([1, 1], [0, 2])) with { Accuracy = double.NaN });
        Assert.StartsWith(
            "{\"Accuracy\":null,\"Classes\":[{\"Precision\":1,\"Recall\":0.5,\"F1\":0.6666666666666666,\"Support\":2},", json, StringComparison.Ordinal);
        ClassificationReport again = JsonSerializer.Deserialize<ClassificationReport>(json)!;
        Assert.Equal(json, JsonSerializer.Serialize(again));
        Assert.Equal(4, again.Weighted.Support);
    }

    private static void AssertRow(double precision, double recall, double f1, int support, ClassMetrics row)
    {
        Assert.Equal(precision, row.Precision, Tolerance);
        Assert.Equal(recall, row.Recall, Tolerance);
        Assert.Equal(f1, row.F1, Tolerance);
        Assert.Equal(support, row.Support);
    }

    private static ConfusionMatrix Confusion(params int[][] rows)
    {
        var confusion = new ConfusionMatrix(rows.Length);
        for (int actual = 0; actual < rows.Length; actual++)
        {
            for (int predicted = 0; predicted < rows.Length; predicted++)
            {
                confusion.Add(actual, predicted, rows[actual][predicted]);
            }
        }

        return confusion;
    }
}

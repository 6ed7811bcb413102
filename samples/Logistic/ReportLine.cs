using CnnGen;

namespace Logistic;

/// <summary>How well a network tells a pair apart, as a line of a table.</summary>
internal static class ReportLine
{
    public const string Header = "digits    network       parameters    loss    accuracy   precision     recall         F1    ROC-AUC   seconds";

    public static string Of(Pair pair, string network, int parameters, Evaluation test, TimeSpan time)
    {
        BinaryMetrics binary = test.Binary!;
        return $"{pair,-8}  {network,-12}  {parameters,10:N0}{test.Loss,8:F4}{test.Accuracy,12:P2}{binary.Precision,12:P2}"
            + $"{binary.Recall,11:P2}{binary.F1,11:P2}{binary.RocAuc,11:F5}{time.TotalSeconds,10:F2}";
    }
}

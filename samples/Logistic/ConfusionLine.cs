using CnnGen;

namespace Logistic;

/// <summary>The four counts behind the figures, in words.</summary>
internal static class ConfusionLine
{
    public static string Of(Pair pair, string network, ConfusionMatrix confusion) =>
        $"{network} on {pair}: of {confusion[0, 0] + confusion[0, 1]:N0} images of {pair.Negative}, {confusion[0, 1]:N0} read as "
        + $"{pair.Positive}; of {confusion[1, 0] + confusion[1, 1]:N0} images of {pair.Positive}, {confusion[1, 0]:N0} read as {pair.Negative}.";
}

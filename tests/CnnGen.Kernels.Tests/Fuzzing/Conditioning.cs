using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>
/// What the reference computes, and how far that moves when parameters and the results of each layer move by what floats cannot
/// tell apart: a maximum or a sign may hang on the last bits, and a norm of few values magnifies them. What floats compute must
/// be within the usual bound, or within what such moves make of the reference.
/// </summary>
internal sealed class Conditioning(TestNetwork network, DrawnBatch batch)
{
    // Some roundings of a float's last bit, of a value and of the largest one, whose terms it may be the difference of.
    private const double Move = 3e-7;
    private const double MoveOfLargest = 1e-7;
    private const int Moves = 4;

    // Few moves are drawn, of many.
    private const double Allowance = 10;

    private readonly ReferenceNetwork _reference = network.Reference();
    private readonly Lazy<BatchPass> _expected = new(() => Pass(network, batch, batch.ParametersAsDouble(), Samples(batch)));
    private Variant[]? _moved;

    /// <summary>What the reference makes of the batch.</summary>
    public BatchPass Expected => _expected.Value;

    /// <summary>The tensors of parameters that learn.</summary>
    public int[] Learned => [.. Enumerable.Range(0, Expected.Learns.Length).Where(tensor => Expected.Learns[tensor])];

    /// <summary>Their names.</summary>
    public string[] LearnedNames => [.. Learned.Select(tensor => _reference.ParameterNames[tensor])];

    /// <summary>Whether some result was beyond the usual bound.</summary>
    public bool WasAsked => _moved is not null;

    private Variant[] Moved => _moved ??= [.. Enumerable.Range(1, Moves).Select(DrawVariant)];

    /// <summary>The scores of the first samples, one after another.</summary>
    public double[] Scores(int count) => Scores(batch.ParametersAsDouble(), Samples(batch)[..count]);

    /// <summary>Asserts that some numbers of a step are those of the reference.</summary>
    public void AssertAgrees(Func<BatchPass, double[]> numbers, float[] actual, string what)
    {
        double[] expected = numbers(Expected);
        double bound = Agreement.Bound(expected.Select(Math.Abs).DefaultIfEmpty().Max());
        AssertWithin(expected, actual, bound, () => Moved.Select(variant => numbers(variant.Pass)), what);
    }

    /// <summary>Asserts that a number of a step is that of the reference.</summary>
    public void AssertSame(Func<BatchPass, int> number, int actual, string what)
    {
        if (number(Expected) != actual && Moved.All(variant => number(variant.Pass) == number(Expected)))
        {
            Assert.Fail($"{what}: expected {number(Expected)}, but found {actual}.");
        }
    }

    /// <summary>Asserts that scores are those of the reference.</summary>
    public void AssertScoresAgree(double[] expected, float[] actual, string what) => AssertWithin(
        expected, actual, Agreement.Bound(expected.Max(Math.Abs)), () => Moved.Select(variant => variant.Scores), what);

    /// <summary>Asserts that two ways to compute scores in floats are within a bound.</summary>
    public void AssertScoresClose(ReadOnlySpan<float> expected, float[] actual, double bound, string what)
    {
        double[] exact = Scores(batch.Count)[..actual.Length];
        double[] rounded = [.. expected.ToArray().Select(score => (double)score)];

        // Both may be off, and to opposite sides.
        AssertWithin(rounded, actual, bound, Variants, what);

        IEnumerable<double[]> Variants() => Moved.Select(variant => variant.Scores[..actual.Length].Zip(exact, rounded).Select(each => each.Third + (2 * (each.First - each.Second))).ToArray()).Append(exact);
    }

    private static void AssertWithin(double[] expected, float[] actual, double bound, Func<IEnumerable<double[]>> moved, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double[][]? variants = null;
        for (int i = 0; i < expected.Length; i++)
        {
            // Written so that a value which is not a number fails.
            if (Math.Abs(expected[i] - actual[i]) <= bound)
            {
                continue;
            }

            // Of the whole tensor: what a flip moves elsewhere may move this value as well.
            variants ??= [.. moved()];
            double reach = Allowance * variants.Max(variant => variant.Zip(expected, (other, own) => Math.Abs(other - own)).Max());
            if (!(Math.Abs(expected[i] - actual[i]) <= bound + reach))
            {
                Assert.Fail(FormattableString.Invariant(
                    $"{what}[{i}]: expected {expected[i]:G9}, but found {actual[i]:G9}; they may differ by {bound + reach:G3}."));
            }
        }
    }

    private Variant DrawVariant(int seed)
    {
        var random = new Random(seed);

        // Equal values are rounded alike: where padding makes thousands of them, their roundings add up.
        double[][] ShiftAll(double[][] rows)
        {
            Dictionary<double, double> directions = [];
            return [.. rows.Select(values =>
            {
                double largest = values.Select(Math.Abs).DefaultIfEmpty().Max();
                return values.Select(value => value + (((Move * value) + (MoveOfLargest * largest)) * DirectionOf(value))).ToArray();
            })];

            double DirectionOf(double value)
            {
                if (!directions.TryGetValue(value, out double direction))
                {
                    directions.Add(value, direction = (2 * random.NextDouble()) - 1);
                }

                return direction;
            }
        }

        double[][] parameters = ShiftAll(batch.ParametersAsDouble());
        double[][] samples = ShiftAll(Samples(batch));
        var prediction = new BatchPass(network, samples, Targets(batch), parameters, masks: null, ShiftAll);
        return new Variant(Pass(network, batch, parameters, samples, ShiftAll), [.. prediction.Scores.SelectMany(scores => scores)]);
    }

    private double[] Scores(double[][] parameters, double[][] samples) => [.. samples.SelectMany(sample => _reference.Scores(sample, parameters))];

    private static BatchPass Pass(
        TestNetwork network, DrawnBatch batch, double[][] parameters, double[][] samples, Func<double[][], double[][]>? round = null) => new(
        network, samples, Targets(batch), parameters,
        (layer, rate, values) => Masks.Of(batch.Count, layer, rate, values), round);

    private static double[][] Targets(DrawnBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(batch.Target)];

    private static double[][] Samples(DrawnBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(batch.Sample)];

    private sealed record Variant(BatchPass Pass, double[] Scores);
}

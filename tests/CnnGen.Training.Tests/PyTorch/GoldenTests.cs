using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training.Tests.PyTorch;

/// <summary>Whole networks beside PyTorch, which <c>golden.py</c> has asked: predictions, gradients, and what three steps make of the weights.</summary>
public sealed class GoldenTests
{
    private const int Steps = 3;

    // Differences are parts of the largest value of their tensor. PyTorch computed in double precision, so these are what floats, and
    // our own exponential and error function, cost.
    private const double OfScores = 1e-6;
    private const double OfGradients = 1e-5;
    private const double OfWeights = 1e-5;

    [Theory]
    [InlineData(LaneWidth.Bits128)]
    [InlineData(LaneWidth.Bits256)]
    [InlineData(LaneWidth.Bits512)]
    public void Pools_groups_norms_of_neighbours_and_smoothed_labels_agree(LaneWidth width) => AssertAgreement("pools", new Pools(), width);

    [Theory]
    [InlineData(LaneWidth.Bits128)]
    [InlineData(LaneWidth.Bits256)]
    [InlineData(LaneWidth.Bits512)]
    public void Branches_and_batch_norms_agree(LaneWidth width) => AssertAgreement("branches", new Branches(), width);

    [Theory]
    [InlineData(LaneWidth.Bits128)]
    [InlineData(LaneWidth.Bits512)]
    public void Signals_and_numbers_agree(LaneWidth width) => AssertAgreement("signal", new Signal(), width);

    [Theory]
    [InlineData(LaneWidth.Bits128)]
    [InlineData(LaneWidth.Bits512)]
    public void Two_classes_by_one_score_agree(LaneWidth width) => AssertAgreement("binary", new Binary(), width);

    private static void AssertAgreement<T>(string name, T model, LaneWidth width)
        where T : class, INetwork<T>
    {
        var golden = SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "PyTorch", $"{name}.safetensors"));
        foreach (Parameter parameter in model.Parameters)
        {
            Read(golden, $"before.{parameter.Name}").CopyTo(parameter.Values);
        }

        Assert.Equal(model.Parameters.Count, golden.Tensors.Count(tensor => tensor.Name.StartsWith("before.", StringComparison.Ordinal)));
        Dataset data = Data(golden, T.Plan);
        AssertScores("scores.before");

        var step = new TrainingStep<T>(model, data.Count, threads: 2, width);
        var optimizer = new Sgd(0.05f) { Momentum = 0.9f, WeightDecay = 0.01f };
        for (int i = 0; i < Steps; i++)
        {
            double loss = step.ComputeGradient(data, [.. Enumerable.Range(0, data.Count)]).Loss;
            if (i == 0)
            {
                Assert.Equal(Read(golden, "loss")[0], loss, 1e-6);
                foreach (ParameterPlan plan in T.Plan.Parameters.Where(plan => plan.Offset < T.Plan.LearnedLength))
                {
                    AssertClose(golden, $"gradient.{plan.Name}", step.Gradient.Span.Slice(plan.Offset, plan.Length), OfGradients);
                }
            }

            step.Update(optimizer);
        }

        foreach (Parameter parameter in model.Parameters)
        {
            AssertClose(golden, $"after.{parameter.Name}", parameter.Values, OfWeights);
        }

        AssertScores("scores.after");

        void AssertScores(string tensor)
        {
            float[] samples = Read(golden, "samples");
            float[] found = new float[data.Count * T.Plan.OutputSize];
            Predictor.Predict(model, samples, found);
            AssertClose(golden, tensor, found, OfScores);

            // And one by one, by other kernels.
            float[][] each = [.. samples.Chunk(data.SampleSize).Select(sample => Predictor.Predict(model, sample).Scores)];
            AssertClose(golden, tensor, each.SelectMany(scores => scores).ToArray(), OfScores);
        }
    }

    private static Dataset Data(SafetensorsFile golden, NetworkPlan plan)
    {
        float[] answers = Read(golden, "answers");
        return plan.IsRegression
            ? Dataset.FromTargets(Read(golden, "samples"), answers, plan.InputSize, plan.OutputSize)
            : Dataset.FromArrays(Read(golden, "samples"), [.. answers.Select(answer => (int)answer)], plan.InputSize, plan.ClassCount);
    }

    private static float[] Read(SafetensorsFile file, string name)
    {
        Assert.True(file.TryGetTensor(name, out SafetensorsTensor? tensor), $"There is no {name}.");
        float[] values = new float[tensor.Count];
        tensor.CopyTo(values);
        return values;
    }

    private static void AssertClose(SafetensorsFile golden, string name, ReadOnlySpan<float> found, double bound)
    {
        float[] expected = Read(golden, name);
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs);
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs((double)found[i] - expected[i]) / largest);
        }

        Assert.True(worst <= bound, $"{name} differs by {worst:E1} of its largest value, {largest:E1}.");
    }
}

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

    [Theory]
    [InlineData(LaneWidth.Bits128)]
    [InlineData(LaneWidth.Bits256)]
    [InlineData(LaneWidth.Bits512)]
    public void Dropout_agrees(LaneWidth width) => AssertAgreement("dropouts", new Dropouts(), width);

    [Theory]
    [InlineData(LaneWidth.Bits128)]
    [InlineData(LaneWidth.Bits256)]
    [InlineData(LaneWidth.Bits512)]
    public void Norms_of_a_sample_and_largest_values_agree(LaneWidth width) => AssertAgreement("normalized", new Norms(), width);

    private static void AssertAgreement<T>(string name, T model, LaneWidth width)
        where T : class, INetwork<T>
    {
        var golden = GoldenFile.Open(name);
        foreach (Parameter parameter in model.Parameters)
        {
            golden.Read($"before.{parameter.Name}").CopyTo(parameter.Values);
        }

        Assert.Equal(model.Parameters.Count, golden.Names.Count(tensor => tensor.StartsWith("before.", StringComparison.Ordinal)));
        Dataset data = Data(golden, T.Layout);
        AssertScores("scores.before");

        var optimizer = new Sgd(0.05f) { Momentum = 0.9f, WeightDecay = 0.01f };
        var step = new TrainingStep<T>(model, optimizer, data.Count, threads: 2, width);
        for (int i = 0; i < Steps; i++)
        {
            double loss = step.ComputeGradient(data, [.. Enumerable.Range(0, data.Count)], draw: (ulong)i).Loss;
            if (i == 0)
            {
                Assert.Equal(golden.Read("loss")[0], loss, 1e-6);
                foreach (ParameterLayout layout in T.Layout.Parameters.Where(layout => layout.Offset < T.Layout.LearnedLength))
                {
                    golden.AssertClose($"gradient.{layout.Name}", step.Gradient.Span.Slice(layout.Offset, layout.Length), OfGradients);
                }
            }

            step.Update();
        }

        foreach (Parameter parameter in model.Parameters)
        {
            golden.AssertClose($"after.{parameter.Name}", parameter.Values, OfWeights);
        }

        AssertScores("scores.after");

        void AssertScores(string tensor)
        {
            float[] samples = golden.Read("samples");
            float[] found = new float[data.Count * T.Layout.OutputSize];
            Predictor.Predict(model, samples, found);
            golden.AssertClose(tensor, found, OfScores);

            // And one by one, by other kernels.
            float[][] each = [.. samples.Chunk(data.SampleSize).Select(sample => Predictor.Predict(model, sample).Scores)];
            golden.AssertClose(tensor, each.SelectMany(scores => scores).ToArray(), OfScores);
        }
    }

    private static Dataset Data(GoldenFile golden, NetworkLayout layout)
    {
        float[] answers = golden.Read("answers");
        return layout.Predicts == PredictionKind.Numbers
            ? Dataset.FromTargets(golden.Read("samples"), answers, layout.InputSize, layout.OutputSize)
            : Dataset.FromArrays(golden.Read("samples"), [.. answers.Select(answer => (int)answer)], layout.InputSize, layout.ClassCount);
    }
}

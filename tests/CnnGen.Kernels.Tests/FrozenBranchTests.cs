using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>What is frozen among branches stays as it is; the others learn as they would without.</summary>
[Trait("Speed", "Slow")]
public class FrozenBranchTests
{
    public static TheoryData<string> Names() => [.. BranchedNetworks.Frozen.Select(pair => pair.Frozen.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_learns_has_the_same_gradient_to_the_bit(string name)
    {
        (TestNetwork frozen, TestNetwork plain) = BranchedNetworks.Frozen.Single(pair => pair.Frozen.Name == name);
        Dictionary<string, float[]> expected = Gradients(plain);
        Dictionary<string, float[]> found = Gradients(frozen);
        Assert.InRange(found.Count, 1, expected.Count - 1);
        Assert.All(found, gradient => Assert.Equal(expected[gradient.Key], gradient.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_frozen_stays_the_same_to_the_bit_and_the_others_do_not(string name)
    {
        (TestNetwork frozen, TestNetwork plain) = BranchedNetworks.Frozen.Single(pair => pair.Frozen.Name == name);
        DrawnBatch batch = Expectation.Of(plain).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(frozen, batch);
        float[][] before = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
        IStepUnderTest step = model.Step(batch.Count, threads: 2, LaneWidth.Widest, new Sgd(0.1f) { Momentum = 0.9f, WeightDecay = 0.01f });
        step.ComputeGradient(model.Dataset(batch), Order.First(batch.Count));
        step.Update();
        Assert.Equal(
            model.Layout.Parameters.Select(parameter => parameter.Offset < model.Layout.LearnedLength),
            before.Zip(model.Parameters, (was, parameter) => !parameter.Values.SequenceEqual(was)));
    }

    private static Dictionary<string, float[]> Gradients(TestNetwork network)
    {
        DrawnBatch batch = Expectation.Of(network).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest step = model.Step(batch.Count, threads: 1, LaneWidth.Widest);
        step.ComputeGradient(model.Dataset(batch), Order.First(batch.Count));
        return model.Layout.Parameters
            .Where(parameter => parameter.Offset < model.Layout.LearnedLength)
            .Zip(step.Gradient())
            .ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }
}

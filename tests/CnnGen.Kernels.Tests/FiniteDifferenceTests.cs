using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;
using CnnGen.Testing;

namespace CnnGen.Kernels.Tests;

/// <summary>Emitted gradients against differences of losses: no gradient of the reference takes part.</summary>
[Trait("Speed", "Slow")]
public class FiniteDifferenceTests
{
    private const int Samples = 5;
    private static readonly int EntriesPerTensor = Extended.IsOn ? 8 : 2;

    public static TheoryData<string> Names() => [.. Some.Concat(AuxiliaryNetworks.All).Select(network => network.Name).Distinct()];

    // The loss that is reported is not all that is made small where heads stand beside.
    public static TheoryData<string> NamesWithoutHeads() =>
        [.. Some.Where(network => !network.Layers.Any(layer => layer is Auxiliary)).Select(network => network.Name)];

    private static IEnumerable<TestNetwork> Some => TestNetworks.Tested;

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Gradients_match_differences_of_the_reference_loss(string network)
    {
        TestNetwork declared = TestNetworks.Named(network);
        ReferenceNetwork reference = declared.Reference();
        DrawnBatch batch = DrawnBatch.Draw(declared, Samples, seed: 2);
        float[][] gradient = Gradient(NetworkUnderTest.Create(declared, batch), batch);
        double[][] parameters = batch.ParametersAsDouble();
        double[][] samples = [.. Enumerable.Range(0, Samples).Select(batch.Sample)];
        var random = new Random(2);
        for (int tensor = 0; tensor < gradient.Length; tensor++)
        {
            int[] entries = [.. Enumerable.Range(0, EntriesPerTensor).Select(_ => random.Next(gradient[tensor].Length))];
            double[] differences =
            [
                .. entries.Select(entry => Difference.Central(MeanLoss, ref parameters[tensor][entry], step: 1e-6)),
            ];
            Agreement.Assert(
                differences, [.. entries.Select(entry => gradient[tensor][entry])], reference.ParameterNames[tensor]);
        }

        double MeanLoss() => reference.Objective(samples, batch.Target, parameters);
    }

    [Theory]
    [MemberData(nameof(NamesWithoutHeads), DisableDiscoveryEnumeration = true)]
    public void The_emitted_loss_falls_along_its_gradient_as_fast_as_the_gradient_is_long(string network)
    {
        TestNetwork declared = TestNetworks.Named(network);
        DrawnBatch batch = DrawnBatch.Draw(declared, Samples, seed: 2);
        NetworkUnderTest model = NetworkUnderTest.Create(declared, batch);
        float[][] gradient = Gradient(model, batch);
        double length = Math.Sqrt(gradient.Sum(tensor => tensor.Sum(value => (double)value * value)));
        if (declared is { Loss: SoftmaxCrossEntropy } && declared.Reference().Classes == 1)
        {
            Assert.Equal(0, length);
            return;
        }

        // Far enough for a difference that floats resolve, near enough for the loss to be straight, unless a rectifier
        // or a maximum switches on the way.
        double distance = 0;
        double slope = Difference.Central(LossAtDistance, ref distance, step: 1e-3);
        double bend = declared.Inside.Any(layer => layer.HasKinks) ? 0.1 : 0.005;
        Assert.InRange(slope / length, 1 - bend, 1 + bend);

        double LossAtDistance()
        {
            model.SetParameters(
            [
                .. batch.Parameters.Zip(gradient, (values, slopes) =>
                    values.Zip(slopes, (value, part) => (float)(value + (distance * part / length))).ToArray()),
            ]);
            return model.Step(Samples, threads: 1, LaneWidth.Widest).ComputeGradient(model.Dataset(batch), Order.First(Samples)).Loss;
        }
    }

    private static float[][] Gradient(NetworkUnderTest model, DrawnBatch batch)
    {
        IStepUnderTest step = model.Step(Samples, threads: 1, LaneWidth.Widest);
        step.ComputeGradient(model.Dataset(batch), Order.First(Samples));
        return step.Gradient();
    }
}

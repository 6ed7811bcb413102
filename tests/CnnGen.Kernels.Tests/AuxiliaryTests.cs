using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests;

/// <summary>Heads teach, and are gone where a network predicts.</summary>
[Trait("Speed", "Slow")]
public class AuxiliaryTests
{
    public static TheoryData<string> Names() => [.. AuxiliaryNetworks.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_prediction_has_no_layer_of_a_head(string name)
    {
        NetworkUnderTest model = NetworkUnderTest.Create(CompiledNetworks.ClassOf(TestNetworks.Named(name)));
        NetworkUnderTest without = NetworkUnderTest.Create(CompiledNetworks.ClassOf(AuxiliaryNetworks.WithoutHeads(TestNetworks.Named(name))));
        Assert.DoesNotContain(model.Layout.Steps, step => step.Name.StartsWith("auxiliary", StringComparison.Ordinal) || (step.Name.Contains('.', StringComparison.Ordinal) && without.Layout.Steps.All(other => other.Name != step.Name)));
        Assert.Equal(without.Layout.ForwardMultiplyAdds, model.Layout.ForwardMultiplyAdds);
        Assert.True(model.Layout.TrainingMultiplyAdds > without.Layout.TrainingMultiplyAdds);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_of_a_network_with_heads_predict_without_them_to_the_bit(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        DrawnBatch batch = Expectation.Of(network).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        NetworkUnderTest without = NetworkUnderTest.Create(CompiledNetworks.ClassOf(AuxiliaryNetworks.WithoutHeads(network)));
        foreach (CnnGen.Parameters.Parameter parameter in without.Parameters)
        {
            model.Parameters.Single(other => other.Name == parameter.Name).Values.CopyTo(parameter.Values);
        }

        Assert.Equal(model.Scores(batch, LaneWidth.Widest), without.Scores(batch, LaneWidth.Widest));
        Assert.Equal(model.Sample(LaneWidth.Widest).Scores(batch.Samples), without.Sample(LaneWidth.Widest).Scores(batch.Samples));
    }

    [Fact]
    public void What_is_reported_is_the_loss_of_the_network_alone()
    {
        TestNetwork network = AuxiliaryNetworks.All[0];
        DrawnBatch batch = Expectation.Of(network).Batch;
        ReferenceNetwork reference = network.Reference();
        double[][] samples = [.. Enumerable.Range(0, batch.Count).Select(batch.Sample)];
        double[][] parameters = batch.ParametersAsDouble();
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        double loss = model.Step(batch.Count, threads: 1, LaneWidth.Widest).ComputeGradient(model.Dataset(batch), Order.First(batch.Count)).Loss;
        Assert.Equal(reference.MeanLoss(samples, batch.Target, parameters), loss, 1e-5);
        Assert.True(reference.Objective(samples, batch.Target, parameters) > loss + 0.1);
    }
}

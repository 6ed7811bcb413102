using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>ONNX Runtime makes of an exported network what the network makes itself.</summary>
[Trait("Speed", "Slow")]
public class OnnxRuntimeTests
{
    /// <summary>The largest difference, in proportion to the largest score.</summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Names() => [.. TestNetworks.Tested.Concat(NormNetworks.All).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Onnx_Runtime_predicts_what_the_network_predicts(string network)
    {
        DrawnBatch batch = Expectation.Of(TestNetworks.Named(network)).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), batch);
        float[] expected = new float[batch.Count * model.Layout.OutputSize];
        model.Predict(batch.Samples, expected);

        float[] found = OnnxSession.Run(model, batch);

        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(score => Math.Abs((double)score));
        double difference = expected.Zip(found, (score, other) => Math.Abs((double)score - other)).Max();
        Assert.True(difference <= Tolerance * largest, $"Scores up to {largest:g3} differ by up to {difference:g3}.");
    }
}

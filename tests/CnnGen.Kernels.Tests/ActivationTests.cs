using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>What a network's layers compute can be read.</summary>
[Trait("Speed", "Slow")]
public class ActivationTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Names() => [.. TestNetworks.Tested.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Each_output_is_that_of_a_layer_of_the_reference_in_its_order(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        DrawnBatch batch = Expectation.Of(network).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        float[] sample = batch.Samples[..batch.SampleSize];
        List<double[]> reference = [batch.Sample(0), .. network.Reference().LayerOutputs(batch.Sample(0), batch.ParametersAsDouble())];
        IReadOnlyList<LayerOutput> outputs = model.Activations(sample);

        int place = 0;
        foreach (LayerOutput output in outputs.SkipLast(1))
        {
            Assert.Equal(output.Values.Length, output.Shape.Aggregate(1, (product, dimension) => product * dimension));
            place = reference.FindIndex(place + 1, expected => Agrees(expected, output.Values));
            Assert.True(place > 0, $"{output.Layer} of {name} is the output of no layer.");
        }

        Assert.True(Agrees(reference[^1], outputs.Count > 1 ? outputs[^2].Values : sample));
        Agreement.Assert([.. outputs[^1].Values.Select(score => (double)score)], model.Predict(sample).Scores, "scores");
        Assert.Equal(outputs.Count, outputs.Select(output => output.Layer).Distinct().Count());
    }

    [Fact]
    public void Layers_have_their_names_and_shapes()
    {
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.LeNet5, DrawnBatch.Draw(TestNetworks.LeNet5, count: 1));
        Assert.Equal(
            ["conv1 6×28×28", "pool1 6×14×14", "conv2 16×10×10", "pool2 16×5×5", "fc1 120", "fc2 84", "fc3 10", "softmax1 10"],
            model.Activations(new float[784]).Select(output => $"{output.Layer} {string.Join('×', output.Shape)}"));
    }

    [Fact]
    public void A_sample_of_another_length_is_refused()
    {
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.LeNet5, DrawnBatch.Draw(TestNetworks.LeNet5, count: 1));
        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Activations(new float[783]));
        Assert.Contains("784 floats, but found 783", error.Message, StringComparison.Ordinal);
    }

    private static bool Agrees(double[] expected, float[] found) =>
        expected.Length == found.Length
        && expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * Math.Max(1, expected.Max(Math.Abs)));
}

using CnnGen.Parameters;
using FsCheck.Xunit;

namespace CnnGen.Runtime.Tests.Weights;

public sealed class RoundTripTests
{
    [Property(MaxTest = 200)]
    public void Any_bits_come_back(int[] bits)
    {
        var model = new Small();
        int next = 0;
        foreach (Parameter parameter in model.Parameters)
        {
            foreach (ref float value in parameter.Values)
            {
                value = BitConverter.Int32BitsToSingle(bits.Length == 0 ? 0 : bits[next++ % bits.Length] * 0x01000193);
            }
        }

        AssertSame(model);
    }

    [Theory]
    [InlineData(0x00000000u)]
    [InlineData(0x80000000u)]
    [InlineData(0x00000001u)]
    [InlineData(0x807FFFFFu)]
    [InlineData(0x7F800000u)]
    [InlineData(0xFF800000u)]
    [InlineData(0x7F800001u)]
    [InlineData(0x7FC00000u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0xFFA5A5A5u)]
    [InlineData(0x7F7FFFFFu)]
    public void Zeros_denormals_infinities_and_payloads_of_NaN_come_back(uint bits)
    {
        var model = new Small();
        foreach (Parameter parameter in model.Parameters)
        {
            parameter.Values.Fill(BitConverter.UInt32BitsToSingle(bits));
            Assert.All(SafetensorsBytes.Bits(parameter.Values), value => Assert.Equal(bits, value));
        }

        AssertSame(model);
    }

    [Fact]
    public void A_trained_network_predicts_the_same_bits_after_saving_and_loading()
    {
        using var folder = new Data.TemporaryFolder();
        string path = Path.Combine(folder.Path, "lenet5.safetensors");
        var random = new Random(1);
        float[] samples = [.. Enumerable.Range(0, 40 * 28 * 28).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, 40).Select(_ => random.Next(10))];
        var model = new LeNet5(seed: 4);
        foreach (EpochReport epoch in new Trainer<LeNet5>(model, new Sgd(0.05f)) { BatchSize = 8 }.Fit(Dataset.FromArrays(samples, labels, 28 * 28, 10), epochs: 2))
        {
            Assert.True(double.IsFinite(epoch.TrainLoss));
        }

        Assert.NotEqual(SafetensorsBytes.Bits(new LeNet5(seed: 4).Parameters)["fc3.weight"], SafetensorsBytes.Bits(model.Parameters)["fc3.weight"]);
        model.Save(path);
        byte[] content = File.ReadAllBytes(path);
        using var stream = new MemoryStream(content);
        uint[] expected = Scores(model, samples);
        Assert.Equal(expected, Scores(LeNet5.Load(path), samples));
        Assert.Equal(expected, Scores(LeNet5.Load(content), samples));
        Assert.Equal(expected, Scores(LeNet5.Load(stream), samples));
        Assert.NotEqual(expected, Scores(new LeNet5(seed: 4), samples));
    }

    [Fact]
    public void A_network_of_more_weights_than_a_chunk_comes_back()
    {
        var model = new BurnMnist(seed: 9);
        Assert.Equal(SafetensorsBytes.Bits(model.Parameters), SafetensorsBytes.Bits(BurnMnist.Load(SafetensorsBytes.Of(model.Save)).Parameters));
    }

    private static uint[] Scores(LeNet5 model, float[] samples)
    {
        float[] scores = new float[samples.Length / (28 * 28) * 10];
        model.Predict(samples, scores);
        return SafetensorsBytes.Bits(scores);
    }

    private static void AssertSame(Small model)
    {
        byte[] content = SafetensorsBytes.Of(model.Save);
        Assert.Equal(SafetensorsBytes.Bits(model.Parameters), SafetensorsBytes.Bits(Small.Load(content).Parameters));
        Assert.Equal(SafetensorsBytes.Bits(model.Parameters), new StrictReader(content).Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Bits));
    }
}

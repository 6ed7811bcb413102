using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>A fixed filter is a convolution of one channel whose weights are known when it is compiled.</summary>
[Trait("Speed", "Slow")]
public class FilterTests
{
    private const int Samples = 5;

    public static TheoryData<int> Indices() => [.. Enumerable.Range(0, FilterAsConvolution.All.Count)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_filter_gives_what_a_frozen_convolution_with_its_kernel_as_weights_gives_and_so_does_its_gradient(int index)
    {
        FilterAsConvolution pair = FilterAsConvolution.All[index];
        var random = new Random(index);
        int size = pair.Height * pair.Width;
        float[] samples = Draw(Samples * size);
        float[] scale = Draw(size);
        float[] shift = Draw(size);
        float[] kernel = [.. pair.Filter.Kernel.Select(value => (float)value)];
        (float[] filtered, float[][] filteredGradient) = Train(pair.Filtered, [scale, shift]);
        (float[] convolved, float[][] convolvedGradient) = Train(pair.Convolved, [scale, shift, kernel]);
        Agreement.Assert(Doubles(convolved), filtered, "outputs");
        Assert.Equal(2, convolvedGradient.Length);
        Agreement.Assert(Doubles(convolvedGradient[0]), filteredGradient[0], "gradient of what multiplies the input");
        Agreement.Assert(Doubles(convolvedGradient[1]), filteredGradient[1], "input gradient");
        Assert.Contains(filteredGradient[1], value => value != 0);

        (float[] Outputs, float[][] Gradient) Train(TestNetwork network, float[][] parameters)
        {
            NetworkUnderTest model = NetworkUnderTest.Create(CompiledNetworks.ClassOf(network));
            model.SetParameters(parameters);
            int outputs = model.Layout.OutputSize;
            float[] scores = new float[Samples * outputs];
            model.Predict(samples, scores);
            IStepUnderTest step = model.Step(Samples, threads: 1, LaneWidth.Widest);
            step.ComputeGradient(Dataset.FromTargets(samples, new float[Samples * outputs], size, outputs), Order.First(Samples));
            return (scores, step.Gradient());
        }

        float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    private static double[] Doubles(float[] values) => [.. values.Select(value => (double)value)];
}

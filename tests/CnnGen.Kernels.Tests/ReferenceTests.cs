using CnnGen.Kernels.Tests.Layers;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests;

/// <summary>The reference itself: by hand where that is short, and its gradients by finite differences.</summary>
public class ReferenceTests
{
    private const double Step = 1e-6;

    private static readonly (Shape Input, Layer Layer)[] Layers =
    [
        (new Shape(2, 5, 6), new Conv2D(3, 3, 2)),
        (new Shape(2, 5, 6), new Conv2D(3, 2, 3, Stride: 2, Padding: 2, Bias: false)),
        (new Shape(2, 5, 6), new LocallyConnected2D(3, 2, 3, Stride: 2, Padding: 2, Bias: false)),
        (new Shape(2, 5, 6), new LocallyConnected2D(3, 3, 2, Dilation: 2)),
        (new Shape(2, 1, 9), new LocallyConnected1D(3, 3, Stride: 2, Padding: 1, Dilation: 2)),
        (new Shape(2, 5, 6), new MaxPool2D(3, 2, 2)),
        (new Shape(2, 5, 6), new MaxPool2D(2, 2, 3)),
        (new Shape(2, 5, 6), new AveragePool2D(3, 2)),
        (new Shape(2, 5, 6), new AveragePool2D(3, 3, 2)),
        (new Shape(2, 5, 6), new MaxPool2D(3, 2, 2, 1, CeilMode: true)),
        (new Shape(2, 5, 6), new AveragePool2D(3, 4, 3, 1, CeilMode: true)),
        (new Shape(2, 5, 6), new AveragePool2D(3, 3, 2, 1, CountIncludePad: false)),
        (new Shape(2, 5, 6), new GlobalAveragePool()),
        (new Shape(2, 5, 6), new Filter2D(3, 2, [1, -2, 3, 0, 5, 6], Stride: 2, Padding: 2)),
        (new Shape(2, 5, 6), Filter2D.All[2] with { Padding = 1 }),
        (new Shape(2, 1, 9), new Filter1D([1, -2, 3], Stride: 2, Padding: 1, Dilation: 2)),
        (new Shape(2, 5, 6), new ReLU()),
        (new Shape(5, 2, 3), new LocalResponseNorm(3, 2, 0.75, 0.5)),
        (new Shape(2, 5, 6), new LeakyReLU(0.2)),
        (new Shape(2, 5, 6), new GELU()),
        (new Shape(2, 5, 6), new Sigmoid()),
        (new Shape(2, 5, 6), new Tanh()),
        (new Shape(3, 2, 3), new PadChannels(2, 1)),
        (new Shape(2, 5, 6), new Flatten()),
        (new Shape(7, 1, 1), new FullyConnected(5)),
        (new Shape(7, 1, 1), new FullyConnected(5, Bias: false)),
        .. LayerCases.All.SelectMany(cases => cases.References),
    ];

    public static TheoryData<int> LayerIndices() => [.. Enumerable.Range(0, Layers.Length)];

    [Theory]
    [MemberData(nameof(LayerIndices))]
    public void Backward_of_a_layer_matches_finite_differences(int index)
    {
        (Shape shape, Layer layer) = Layers[index];
        var random = new Random(index);
        double[] input = Draw(shape.Size);
        double[][] parameters = [.. layer.Parameters(shape).Select(tensor => Draw(tensor.Aggregate(1, (a, b) => a * b)))];
        double[] outputGradient = Draw(layer.Output(shape).Size);
        double[][] parameterGradients = [.. parameters.Select(tensor => new double[tensor.Length])];
        double[] inputGradient = layer.Backward(shape, input, parameters, outputGradient, parameterGradients);

        AssertIsGradient(Projected, input, inputGradient);
        for (int tensor = 0; tensor < parameters.Length; tensor++)
        {
            AssertIsGradient(Projected, parameters[tensor], parameterGradients[tensor]);
        }

        double Projected() => layer.Forward(shape, input, parameters).Zip(outputGradient, (a, b) => a * b).Sum();

        double[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    [Fact]
    public void Gradient_of_a_loss_matches_finite_differences()
    {
        AssertMatches(new SoftmaxCrossEntropy(), [0.3, -1.2, 2.5, 0.1], [1]);
        AssertMatches(new SoftmaxCrossEntropy(0.2), [0.3, -1.2, 2.5, 0.1], [1]);
        AssertMatches(new BinaryCrossEntropy(), [-1.2], [0]);
        AssertMatches(new BinaryCrossEntropy(), [-1.2], [1]);
        AssertMatches(new MeanSquaredError(), [0.3, -1.2, 2.5], [1, 0.2, -0.7]);

        static void AssertMatches(Loss loss, double[] outputs, double[] target) =>
            AssertIsGradient(() => loss.Value(outputs, target), outputs, loss.Gradient(outputs, target));
    }

    [Fact]
    public void Cross_entropy_is_the_negative_logarithm_of_the_probability()
    {
        double[] outputs = [0.3, -1.2, 2.5, 0.1];
        double[] probabilities = new SoftmaxCrossEntropy().Scores(outputs);
        Assert.Equal(1, probabilities.Sum(), 1e-12);
        Assert.Equal(-Math.Log(probabilities[1]), new SoftmaxCrossEntropy().Value(outputs, [1]), 1e-12);

        double probability = new BinaryCrossEntropy().Scores([0.7])[0];
        Assert.Equal(-Math.Log(probability), new BinaryCrossEntropy().Value([0.7], [1]), 1e-12);
        Assert.Equal(-Math.Log(1 - probability), new BinaryCrossEntropy().Value([0.7], [0]), 1e-12);
    }

    [Fact]
    public void Mean_squared_error_by_hand() => Assert.Equal(2.5, new MeanSquaredError().Value([1, 4], [3, 3]));

    [Fact]
    public void Convolution_by_hand()
    {
        double[] output = new Conv2D(1, 2).Forward(
            new Shape(1, 3, 3), [1, 2, 3, 4, 5, 6, 7, 8, 9], [[1, 10, 100, 1000], [0.5]]);
        Assert.Equal([5421.5, 6532.5, 8754.5, 9865.5], output);
    }

    [Fact]
    public void Convolution_with_stride_and_padding_by_hand()
    {
        double[] output = new Conv2D(1, 2, 2, Stride: 2, Padding: 1, Bias: false).Forward(
            new Shape(1, 3, 3), [1, 2, 3, 4, 5, 6, 7, 8, 9], [[1, 10, 100, 1000]]);
        Assert.Equal([1000, 3200, 7040, 9865], output);
    }

    [Fact]
    public void A_locally_connected_layer_by_hand()
    {
        double[] output = new LocallyConnected1D(2, 2, Padding: 1).Forward(
            new Shape(1, 1, 2), [3, 5], [[9, 9, 1, 10, 2, 20, 3, 30, 4, 40, 9, 9], [0.5, 0, 0, 0, 0, 0.25]]);
        Assert.Equal([3.5, 21, 20, 30, 210, 200.25], output);
    }

    [Fact]
    public void Maximum_pooling_by_hand()
    {
        var pool = new MaxPool2D(2, 2);
        double[] input = [1, 2, 9, 2, 2, 9, 9, 9, 9];
        Assert.Equal([2], pool.Forward(new Shape(1, 3, 3), input, []));
        Assert.Equal([0, 7, 0, 0, 0, 0, 0, 0, 0], pool.Backward(new Shape(1, 3, 3), input, [], [7], []));
    }

    [Fact]
    public void Average_pooling_by_hand()
    {
        var pool = new AveragePool2D(1, 2, Stride: 1);
        Assert.Equal([1.5, 3], pool.Forward(new Shape(1, 1, 3), [1, 2, 4], []));
        Assert.Equal([1, 3, 2], pool.Backward(new Shape(1, 1, 3), [1, 2, 4], [], [2, 4], []));
    }

    private static void AssertIsGradient(Func<double> function, double[] variables, double[] gradient)
    {
        for (int i = 0; i < variables.Length; i++)
        {
            Assert.Equal(Difference.Central(function, ref variables[i], Step), gradient[i], 1e-7);
        }
    }
}

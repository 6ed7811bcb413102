using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Where in a network the layers stand that it is there for.</summary>
internal static class Placement
{
    public static TestNetwork SecondSignal(int[] input, params Layer[] layers) =>
        new([2, input[1]], [new Conv1D(input[0], 1), .. layers, new Flatten(), new FullyConnected(4)]);

    public static TestNetwork First(int[] input, params Layer[] layers) =>
        new(input, [.. layers, new Flatten(), new FullyConnected(4)]);

    // Behind another convolution, so that the gradient of the layers' own input counts.
    public static TestNetwork Second(int[] input, params Layer[] layers) =>
        new([2, .. input[1..]], [new Conv2D(input[0], 1), .. layers, new Flatten(), new FullyConnected(4)]);
}

using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Losses.</summary>
internal static class LossNetworks
{
    public static IEnumerable<TestNetwork> All => Losses();

    private static IEnumerable<TestNetwork> Losses()
    {
        yield return TestNetworks.OneScore;
        yield return TestNetworks.SevenNumbers;
        foreach (Layer activation in new Layer[] { new ReLU(), new Sigmoid(), new Tanh() })
        {
            yield return new TestNetwork([9], new FullyConnected(1), activation) { Loss = new BinaryCrossEntropy() };
            yield return new TestNetwork([1], new FullyConnected(3), activation, new FullyConnected(1)) { Loss = new BinaryCrossEntropy() };
            yield return new TestNetwork([9], new FullyConnected(5), activation) { Loss = new MeanSquaredError() };
            yield return new TestNetwork([2, 4, 5], new Conv2D(3, 2), activation, new Flatten()) { Loss = new MeanSquaredError() };
        }

        foreach (int classes in new[] { 2, 7, 33 })
        {
            yield return new TestNetwork([6], new FullyConnected(classes), new Tanh()) { Loss = new SoftmaxCrossEntropy(0.1) };
            yield return new TestNetwork([2, 4, 5], new Conv2D(classes, 4, 5), new Flatten()) { Loss = new SoftmaxCrossEntropy(0.6) };
        }

        foreach (int outputs in new[] { 1, 2, 17, 48 })
        {
            yield return new TestNetwork([6], new FullyConnected(outputs)) { Loss = new MeanSquaredError() };
        }

        yield return new TestNetwork([1, 1, 1], new Conv2D(1, 1), new Flatten(), new Tanh()) { Loss = new BinaryCrossEntropy() };
        yield return new TestNetwork([2, 3, 3], new Conv2D(1, 3), new Flatten()) { Loss = new BinaryCrossEntropy() };
        yield return new TestNetwork([3, 7, 5], new Conv2D(9, 4, 2), new Flatten()) { Loss = new MeanSquaredError() };
        yield return new TestNetwork([3, 6, 6], new Conv2D(16, 3), new Flatten()) { Loss = new MeanSquaredError() };
        foreach (TestNetwork network in RandomNetworks.Draw(count: 5))
        {
            yield return network with { Loss = new MeanSquaredError() };
            yield return network with { Layers = [.. network.Layers[..^1], new FullyConnected(1)], Loss = new BinaryCrossEntropy() };
        }
    }
}

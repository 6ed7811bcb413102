using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>Every kind of layer right after every other.</summary>
[Trait("Speed", "Slow")]
public class LayerPairTests
{
    private const int Samples = 17;

    // A network of more layers has more pairs, and takes as much longer.
    private const int LongestChain = 7;

    // No layer makes an image of a vector: what reads images cannot come after what gives a vector.
    private static readonly LayerKind[] GiveVectors =
        [LayerKind.FullyConnected, LayerKind.Flatten, LayerKind.GlobalAveragePool, .. LayerKind.All.Where(kind => kind.Cases is { GivesVectors: true })];

    private static readonly LayerKind[] ReadImages =
    [
        LayerKind.Convolution, LayerKind.LocallyConnected, LayerKind.Filter, LayerKind.MaxPool, LayerKind.AveragePool,
        LayerKind.GlobalAveragePool, LayerKind.Flatten, LayerKind.PadChannels, .. LayerKind.All.Where(kind => kind.Cases is { ReadsImagesAlone: true }),
    ];

    [Fact]
    public void Every_kind_comes_after_every_kind() =>
        CheckedNetworks.AssertAgree(NetworksOfAllPairs().Select(network => DrawnCase.For(network, Samples, seed: 1)));

    // Each network has as many pairs as there are layers in a row that no other network has.
    private static IEnumerable<TestNetwork> NetworksOfAllPairs()
    {
        List<(LayerKind First, LayerKind Second)> left =
            [.. NetworkDraw.Pairs.Where(pair => !(GiveVectors.Contains(pair.First) && ReadImages.Contains(pair.Second)))];
        for (int seed = 1; left.Count > 0; seed++)
        {
            List<LayerKind> chain = [left[0].First, left[0].Second];
            TestNetwork? network = NetworkDraw.DrawChain(chain, seed);
            Assert.True(network is not null, $"No network has {chain[1]} after {chain[0]}.");
            left.RemoveAt(0);
            while (chain.Count < LongestChain)
            {
                (LayerKind Second, TestNetwork? Longer) next = left
                    .Where(pair => pair.First == chain[^1])
                    .Select(pair => (pair.Second, Longer: NetworkDraw.DrawChain([.. chain, pair.Second], seed)))
                    .FirstOrDefault(extended => extended.Longer is not null);
                if (next.Longer is null)
                {
                    break;
                }

                left.Remove((chain[^1], next.Second));
                chain.Add(next.Second);
                network = next.Longer;
            }

            yield return network;
        }
    }
}

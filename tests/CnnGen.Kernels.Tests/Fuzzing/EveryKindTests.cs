using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>As few networks as have a layer of every kind, for the loop of edit and test.</summary>
public class EveryKindTests
{
    private const int Samples = 17;
    private const int LongestChain = 8;

    [Fact]
    public void A_layer_of_every_kind_computes_what_the_reference_computes() =>
        CheckedNetworks.AssertAgree(NetworksOfAllKinds().Select(network => DrawnCase.For(network, Samples, seed: 1)));

    private static IEnumerable<TestNetwork> NetworksOfAllKinds()
    {
        List<LayerKind> left = [.. LayerKind.All];
        for (int seed = 1; left.Count > 0; seed++)
        {
            LayerKind first = left[0];
            List<LayerKind> chain = [];
            TestNetwork? network = null;
            foreach (LayerKind kind in left.ToArray())
            {
                if (chain.Count < LongestChain && NetworkDraw.DrawChain([.. chain, kind], seed) is { } longer)
                {
                    network = longer;
                    chain.Add(kind);
                    left.Remove(kind);
                }
            }

            Assert.True(network is not null, $"No network begins with {first}.");
            yield return network;
        }
    }
}

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>Every kind of layer right after every other: alone, or with layers around them.</summary>
[Trait("Speed", "Slow")]
public class LayerPairTests
{
    private const int Samples = 17;

    // No layer makes an image of a vector: what reads images cannot come after what gives a vector.
    private static readonly LayerKind[] GiveVectors =
        [LayerKind.FullyConnected, LayerKind.Flatten, LayerKind.GlobalAveragePool, .. LayerKind.All.Where(kind => kind.Cases is { GivesVectors: true })];

    private static readonly LayerKind[] ReadImages =
    [
        LayerKind.Convolution, LayerKind.LocallyConnected, LayerKind.Filter, LayerKind.MaxPool, LayerKind.AveragePool,
        LayerKind.GlobalAveragePool, LayerKind.Flatten, LayerKind.PadChannels, .. LayerKind.All.Where(kind => kind.Cases is { ReadsImagesAlone: true }),
    ];

    /// <summary>The kinds that come first.</summary>
    public static TheoryData<string> Firsts() => [.. LayerKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Firsts))]
    public void Every_kind_comes_after_a_kind(string first)
    {
        var kind = new LayerKind(first);
        List<DrawnCase> cases = [];
        foreach (LayerKind second in LayerKind.All)
        {
            if (GiveVectors.Contains(kind) && ReadImages.Contains(second))
            {
                continue;
            }

            Networks.TestNetwork? network = NetworkDraw.DrawPair(kind, second, seed: cases.Count + 1);
            Assert.True(network is not null, $"No network has {second} after {first}.");
            cases.Add(DrawnCase.For(network, Samples, seed: 1));
        }

        string[] faults = [.. CheckedNetworks.Check(cases, new Coverage()).Where(result => result.Fault is not null).Select(CheckedNetworks.Explain)];
        Assert.True(faults.Length == 0, string.Join("\n\n", faults));
    }
}

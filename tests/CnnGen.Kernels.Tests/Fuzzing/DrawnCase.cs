using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>A network, and the samples of a batch for it.</summary>
/// <param name="Network">The network.</param>
/// <param name="Samples">Samples, at least 1.</param>
/// <param name="Seed">Draws parameters and samples.</param>
internal sealed record DrawnCase(TestNetwork Network, int Samples, int Seed)
{
    private const int MostSamples = 70;
    private const int MostLayers = 16;

    // Samples times parameters and values: what the reference takes a second for.
    private const long MostWork = 12_000_000;

    /// <summary>Whether the seed alone does not draw it: it was made of another one.</summary>
    public bool IsVaried { get; private init; }

    /// <summary>The case of a seed: batches from 1 to 70, most of them small or just past a micro-batch or two.</summary>
    public static DrawnCase Draw(int seed)
    {
        TestNetwork network = NetworkDraw.Draw(seed);
        var random = new Random(seed);
        int samples = random.Next(8) switch
        {
            0 or 1 or 2 => random.Next(1, 16),
            3 or 4 => random.Next(16, 19),
            5 or 6 => random.Next(19, 34),
            _ => random.Next(34, MostSamples + 1),
        };
        return For(network, samples, seed);
    }

    /// <summary>The same network with another layer somewhere in it, and other samples: what it shows, it mostly shows again.</summary>
    public DrawnCase Vary(int seed)
    {
        var random = new Random(seed);
        Reference.Layer[] keeping =
        [
            new Reference.ReLU(), new Reference.Tanh(), new Reference.Sigmoid(), new Reference.LeakyReLU(0.2), new Reference.GELU(),
            new Reference.Dropout(0.5), new Reference.BatchNorm(), new Reference.LocalResponseNorm(3, 0.3),
        ];
        int at = random.Next(Network.Layers.Length);
        Reference.Layer[] layers = [.. Network.Layers[..at], keeping[random.Next(keeping.Length)], .. Network.Layers[at..]];

        // What has grown by many such layers begins anew.
        TestNetwork varied = layers.Length > MostLayers ? Network : Network with { Layers = layers, Frozen = [] };
        return For(varied, random.Next(1, MostSamples / 2), seed) with { IsVaried = true };
    }

    /// <summary>As many of the samples as the network leaves time for, and as its norms need.</summary>
    public static DrawnCase For(TestNetwork network, int samples, int seed)
    {
        int least = network.Inside.Any(layer => layer is Reference.BatchNorm) ? 2 : 1;
        long most = MostWork / Math.Max(1, network.Reference().ParameterShapes.Sum(shape => shape.Aggregate(1L, (product, size) => product * size)) * 20);
        return new DrawnCase(network, (int)Math.Clamp(samples, least, Math.Max(3, most)), seed);
    }

    public override string ToString() => FormattableString.Invariant($"{Network.Name} on {Samples} samples (seed {Seed})");
}

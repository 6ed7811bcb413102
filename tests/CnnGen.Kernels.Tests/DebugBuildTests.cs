using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Kernels.Tests;

/// <summary>A trainer says, once, that a network was compiled without optimization.</summary>
[Trait("Speed", "Slow")]
public class DebugBuildTests
{
    private static readonly TestNetwork Network = new([4], new FullyConnected(3));

    [Fact]
    public void A_network_of_a_debug_build_is_trained_with_one_warning() => Assert.Equal(
        "CNN4001: Network 'Digits' was compiled without optimization, and trains some fifty times slower than it could. "
        + "Build with -c Release, or set <Optimize>true</Optimize> in the project of Networks." + Environment.NewLine,
        Warnings(OptimizationLevel.Debug));

    [Fact]
    public void A_network_of_a_release_build_is_trained_without_a_word() =>
        Assert.Empty(Warnings(OptimizationLevel.Release));

    private static string Warnings(OptimizationLevel optimization)
    {
        Type network = new NetworkCompilation($"using CnnGen;\n#pragma warning disable CNN4001\n{Network.Declaration("Digits")}", optimization: optimization)
            .EmitAndLoad()
            .GetType("Digits", throwOnError: true)!;
        var written = new StringWriter();
        Type trainer = typeof(Training<>).MakeGenericType(network);
        ((ITraining)Activator.CreateInstance(trainer, written)!).FitTwice(DrawnBatch.Draw(Network, count: 1));
        return written.ToString();
    }

    private interface ITraining
    {
        void FitTwice(DrawnBatch batch);
    }

    private sealed class Training<T>(TextWriter warnings) : ITraining
        where T : class, CnnGen.Networks.INetwork<T>
    {
        private readonly Trainer<T> _trainer = new((T)Activator.CreateInstance(typeof(T), 0)!, new Sgd(0.1f)) { Warnings = warnings };

        public void FitTwice(DrawnBatch batch)
        {
            Dataset data = batch.AsDataset(T.Layout.ClassCount);
            Assert.Single(_trainer.Fit(data));
            Assert.Single(_trainer.Fit(data));
        }
    }
}

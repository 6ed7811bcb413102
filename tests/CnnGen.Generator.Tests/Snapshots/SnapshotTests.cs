using CnnGen.Testing;

namespace CnnGen.Generator.Tests.Snapshots;

/// <summary>What is written for LeNet-5, so that a change of the emitted code shows in review.</summary>
public class SnapshotTests
{
    [Fact]
    public void LeNet5()
    {
        var compilation = new NetworkCompilation(
            """
            using CnnGen;

            [Network(1, 28, 28)]                                    // channels, height, width
            [Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
            [Conv2D(16, 5), ReLU, MaxPool2D(2)]
            [Flatten, FullyConnected(120), ReLU, FullyConnected(84), ReLU, FullyConnected(10)]
            [SoftmaxCrossEntropy]
            public sealed partial class LeNet5;
            """);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.CompileDiagnostics);
        Snapshot.Verify(
            Repository.PathOf("tests", "CnnGen.Generator.Tests", "Snapshots"),
            $"{nameof(SnapshotTests)}.{nameof(LeNet5)}",
            compilation.GeneratedSources);
    }
}

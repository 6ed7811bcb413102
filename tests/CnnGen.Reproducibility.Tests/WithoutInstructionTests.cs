using CnnGen.Testing;

namespace CnnGen.Reproducibility.Tests;

/// <summary>
/// Processors without the instruction for fused multiply-adds find the same weights. A process of its own, from which the instruction
/// is taken, says that it is without, and trains the networks that do not take minutes so.
/// </summary>
public class WithoutInstructionTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX2", "LeNet5", "Cnn1D", "Mlp", "Awkward", "Normalized")]
    [InlineData("DOTNET_EnableAVX", "LeNet5", "Normalized")]
    [InlineData("DOTNET_EnableHWIntrinsic", "Cnn1D", "Mlp", "AdamW", "Muon")]
    public void Training_gives_the_expected_weights(string setting, params string[] networks) => ExpectedHashes.CheckAll(
        networks,
        Command.Run(
            "dotnet",
            [typeof(Experiment).Assembly.Location, .. networks],
            environment: new Dictionary<string, string?> { [setting] = "0" }).Succeeded().Lines,
        "emulated",
        $"{setting}=0");
}

using System.Reflection;
using System.Runtime.Intrinsics.X86;
using CnnGen.Testing;

namespace CnnGen.Reproducibility.Tests;

/// <summary>
/// Neither the version of .NET nor its compiler changes a bit of the weights: the same program, published. Skipped
/// where this machine cannot publish it.
/// </summary>
public class PublishedTests(Publication publication) : IClassFixture<Publication>
{
    private static string Project => typeof(PublishedTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Program").Value!;

    // Whether a process of this machine that nothing is taken from has the instruction.
    private static string Instruction => Fma.IsSupported ? "fused" : "emulated";

    [SkippableFact]
    public void Training_on_the_JIT_of_NET_9_gives_the_expected_weights_with_the_instruction_for_multiply_adds_and_without()
    {
        string program = Publish("net9.0", "--self-contained");
        Check(program, "net9.0", Instruction);

        // Vectors of 256 bits that lack this one instruction, as no newer version of .NET has them.
        Check(program, "net9.0 without FMA", "emulated", new() { ["DOTNET_EnableFMA"] = "0" }, "LeNet5", "Normalized");
        Check(program, "net9.0 without intrinsics", "emulated", new() { ["DOTNET_EnableHWIntrinsic"] = "0" }, "Cnn1D");
    }

    [SkippableFact]
    public void Training_in_native_code_of_NET_10_gives_the_expected_weights()
    {
        Skip.IfNot(Avx2.IsSupported, "This processor has no AVX2.");
        Check(Publish("net10.0", "-p:Native=true"), "native net10.0", Instruction);
    }

    [SkippableFact]
    public void Training_in_native_code_for_processors_without_AVX_gives_the_expected_weights()
    {
        Skip.IfNot(Extended.IsOn, Extended.Reason);
        Check(Publish("net10.0", "-p:Native=true", "-p:IlcInstructionSet=x86-64-v2"), "native net10.0 for x86-64-v2", "emulated", [], "LeNet5", "Normalized");
    }

    [SkippableFact]
    public void Training_in_native_code_of_NET_9_with_AVX_512_gives_the_expected_weights()
    {
        Skip.IfNot(Extended.IsOn, Extended.Reason);
        Skip.IfNot(Avx512F.IsSupported, "This processor has no AVX-512.");
        string program = Publish(
            "net9.0", "-p:Native=true", "-p:IlcInstructionSet=avx2%2Cbmi%2Cbmi2%2Cfma%2Clzcnt%2Cmovbe%2Cpopcnt%2Cavx512f%2Cavx512bw%2Cavx512cd%2Cavx512dq");
        Check(program, "native net9.0 with AVX-512", Instruction);
    }

    private string Publish(string framework, params string[] options) => Path.Combine(
        publication.Publish(Project, ["-f", framework, .. options]), Path.GetFileNameWithoutExtension(Project));

    private static void Check(
        string program, string where, string multiplyAdd, Dictionary<string, string?>? environment = null, params string[] networks) => ExpectedHashes.CheckAll(
            networks.Length > 0 ? networks : Experiment.All.Select(experiment => experiment.Name),
            Command.Run(program, networks, environment: environment).Succeeded().Lines,
            multiplyAdd,
            where);
}

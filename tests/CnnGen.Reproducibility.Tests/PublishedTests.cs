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

    [SkippableFact]
    public void Training_on_the_JIT_of_NET_9_gives_the_expected_weights() =>
        Check("net9.0", "--self-contained");

    [SkippableFact]
    public void Training_in_native_code_of_NET_10_gives_the_expected_weights()
    {
        Skip.IfNot(Avx2.IsSupported, "This processor has no AVX2.");
        Check("net10.0", "-p:Native=true");
    }

    [SkippableFact]
    public void Training_in_native_code_of_NET_9_with_AVX_512_gives_the_expected_weights()
    {
        Skip.IfNot(Avx512F.IsSupported, "This processor has no AVX-512.");
        Check("net9.0", "-p:Native=true", "-p:IlcInstructionSet=avx2%2Cbmi%2Cbmi2%2Cfma%2Clzcnt%2Cmovbe%2Cpopcnt%2Cavx512f%2Cavx512bw%2Cavx512cd%2Cavx512dq");
    }

    private void Check(string framework, params string[] options)
    {
        string folder = publication.Publish(Project, ["-f", framework, .. options]);
        IReadOnlyList<string> lines = Command.Run(Path.Combine(folder, Path.GetFileNameWithoutExtension(Project))).Succeeded().Lines;
        Assert.Equal(
            Experiment.All.Select(experiment => experiment.Name),
            lines.Select(line => line.Split(' ')[0]).Distinct());
        Assert.All(lines, line => ExpectedHashes.Check(
            line.Split(' ')[0], line.Split(' ')[^1], $"{framework} {string.Join(' ', options)}"));
    }
}

using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests.Determinism;

/// <summary>Neither the runtime nor emitted code calls a method whose result depends on the machine.</summary>
[Trait("Speed", "Slow")]
public class SameBitsTests
{
    [Fact]
    public void The_runtime_calls_what_gives_the_same_bits_everywhere() => Assert.Empty(Others(typeof(NetworkAttribute).Assembly));

    [Fact]
    public void Emitted_code_calls_what_gives_the_same_bits_everywhere() =>
        Assert.Empty(CompiledNetworks.Assemblies.SelectMany(Others).Distinct());

    /// <summary>What the list is there to find.</summary>
    [Theory]
    [InlineData(typeof(MathF), nameof(MathF.Exp))]
    [InlineData(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [InlineData(typeof(Math), nameof(Math.Cos))]
    [InlineData(typeof(Math), nameof(Math.ReciprocalSqrtEstimate))]
    [InlineData(typeof(Vector256), nameof(Vector256.MultiplyAddEstimate))]
    [InlineData(typeof(Vector128), nameof(Vector128.ConvertToInt32Native))]
    [InlineData(typeof(Vector512), nameof(Vector512.Sum))]
    [InlineData(typeof(Vector), nameof(Vector.Dot))]
    [InlineData(typeof(System.Runtime.Intrinsics.X86.Sse), nameof(System.Runtime.Intrinsics.X86.Sse.Reciprocal))]
    [InlineData(typeof(Enumerable), nameof(Enumerable.Sum))]
    public void What_depends_on_the_machine_is_not_on_the_list(Type type, string method) => Assert.Contains(
        type.GetMethods().Where(candidate => candidate.Name == method),
        candidate => !SameOnEveryMachine.Includes(candidate));

    private static IEnumerable<string> Others(Assembly assembly) => Instruction.Of(assembly)
        .Where(instruction => instruction.Callee is { } callee
            && callee.Module.Assembly != assembly
            && callee.Module.Assembly != typeof(NetworkAttribute).Assembly
            && !SameOnEveryMachine.Includes(callee))
        .Select(instruction => $"{instruction.Method.DeclaringType!.Name}.{instruction.Method.Name} calls {SameOnEveryMachine.NameOf(instruction.Callee!)}")
        .Distinct();
}

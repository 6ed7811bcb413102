using CnnGen.Kernels.Tests.Determinism;
using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>
/// What is emitted does not depend on the settings of the project that it is added to. All networks are compiled without implicit usings and
/// without a warning, in projects that check for overflow, in each version of C#, with nullable references and without.
/// </summary>
[Trait("Speed", "Slow")]
public class ProjectSettingsTests
{
    [Fact]
    public void No_emitted_code_checks_for_overflow() => Assert.All(CompiledNetworks.Assemblies, assembly => Assert.DoesNotContain(
        Instruction.Of(assembly),
        instruction => instruction.Code.Name!.Contains(".ovf", StringComparison.Ordinal)));
}

namespace CnnGen.CodeFixes.Tests;

/// <summary>What the fixes ask of the editor that loads them.</summary>
public class AssemblyTests
{
    [Fact]
    public void An_editor_needs_nothing_but_the_compiler_of_4_8() => Assert.All(
        typeof(FlattenFix).Assembly.GetReferencedAssemblies().Where(name => name.Name != "netstandard"),
        name => Assert.Contains((name.Name, name.Version), Known));

    private static readonly (string?, Version?)[] Known =
    [
        ("Microsoft.CodeAnalysis", new Version(4, 8, 0, 0)),
        ("Microsoft.CodeAnalysis.CSharp", new Version(4, 8, 0, 0)),
        ("Microsoft.CodeAnalysis.Workspaces", new Version(4, 8, 0, 0)),
        ("System.Collections.Immutable", new Version(7, 0, 0, 0)),
    ];
}

using CnnGen.Generator.Tests.Networks;
using CnnGen.Generator.Tiles;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests.Emit;

/// <summary>No emitted method is so long that the JIT stops inlining in it.</summary>
[Trait("Speed", "Slow")]
public class BudgetTests
{
    [Fact]
    public void Every_method_keeps_to_the_budget()
    {
        Dictionary<string, MethodDeclarationSyntax> functions = MethodsOf(Repository.Read("runtime", "CnnGen", "Numerics", "LaneMath.cs"));
        (string File, string Name, int Count)[] methods =
        [
            .. from file in AllNetworks.Generate()
               from method in LaneOperations.Methods(file.SyntaxTree)
               select (file.HintName, method.Identifier.Text, LaneOperations.Count(method, functions)),
        ];
        string[] beyond =
        [
            .. from method in methods
               where method.Count > MethodSizeLimit.LaneOperations
               orderby method.Count descending
               select $"{method.Name} has {method.Count} lane operations in {AllNetworks.DeclarationOf(method.File)}",
        ];
        Assert.True(methods.Max(method => method.Count) > MethodSizeLimit.LaneOperations / 2, "Nothing was counted.");
        Assert.True(beyond.Length == 0, string.Join('\n', beyond));
    }

    [Theory]
    [InlineData("V x = V.Load(ref a, 0), y = V.Zero;", 2)]
    [InlineData("int i = V.Count * 2 + V.SubBlocks;", 0)]
    [InlineData("V x = V.Zero; x += x * (x + V.Broadcast(1f));", 5)]
    [InlineData("float s = V.Sum(V.Zero) + 1f;", 2)]
    [InlineData("V x = LaneMath.Twice(LaneMath.Twice(V.Zero));", 5)]
    [InlineData("for (int i = 0; i < 3; i++) { V.Accumulate(ref x, w, w); }", 1)]
    [InlineData("V.Accumulate(ref x, w, ref a, 3);", 2)]
    public void Operations_are_counted(string body, int count)
    {
        Dictionary<string, MethodDeclarationSyntax> functions =
            MethodsOf("static class LaneMath { static V Twice<V>(V x) => Once(x + x); static V Once<V>(V x) => x * x; }");
        Assert.Equal(count, LaneOperations.Count(MethodsOf($"class C {{ void M() {{ {body} }} }}")["M"], functions));
    }

    private static Dictionary<string, MethodDeclarationSyntax> MethodsOf(string source) =>
        LaneOperations.Methods(CSharpSyntaxTree.ParseText(source)).ToDictionary(method => method.Identifier.Text);
}

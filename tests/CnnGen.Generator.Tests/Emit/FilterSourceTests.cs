using System.Text.RegularExpressions;
using CnnGen.Generator.Layers;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests.Emit;

/// <summary>The coefficients of a fixed filter are part of its code: what is zero is absent, what is equal is multiplied once.</summary>
[Trait("Speed", "Slow")]
public partial class FilterSourceTests
{
    [Theory]
    [InlineData("FilterKernel.DiagonalEdges", 4, 0)]
    [InlineData("FilterKernel.Laplacian", 5, 1)]
    [InlineData("FilterKernel.LaplacianWithDiagonals", 9, 1)]
    [InlineData("FilterKernel.Sharpen", 5, 1)]
    [InlineData("FilterKernel.BoxBlur", 9, 1)]
    [InlineData("FilterKernel.GaussianBlur", 9, 3)]
    [InlineData("3, 3, 1, 0, -1, 2, 0, -2, 1, 0, -1", 6, 1)]
    [InlineData("3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9", 9, 8)]
    [InlineData("1, 4, 0.5, -0.5, 0, 0.5", 3, 1)]
    [InlineData("1, 2, -1, 1", 2, 0)]
    [InlineData("2, 2, -1, -1, -1, -1", 4, 0)]
    [InlineData("1, 1, -3", 1, 1)]
    public void Each_tap_that_is_not_zero_is_loaded_once_and_each_coefficient_multiplied_once(string arguments, int taps, int products)
    {
        string file = Emit(arguments);
        string forward = Method(file, "Filter1ForwardRow");
        Assert.Equal(taps, Loads(forward, "x"));
        Assert.Equal(products, Count(forward, "V.Broadcast("));
        string gradient = Method(file, "Filter1InputGradientRow");
        Assert.Equal(taps, Loads(gradient, "dx"));
        Assert.Equal(taps, Count(gradient, "V.Store("));
        Assert.Equal(products, Count(gradient, "V.Broadcast("));
        Assert.DoesNotMatch(ZeroOrOne(), forward + gradient);
    }

    [Fact]
    public void No_zero_is_a_tap_at_the_edges_either()
    {
        string file = Emit("FilterKernel.Sharpen, Padding = 1");
        Assert.Contains("Filter1ForwardEdge<V>(", file, StringComparison.Ordinal);
        Assert.Contains("    -1f, -1f, 5f, -1f, -1f,", file, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b0f\b", file);
    }

    [Fact]
    public void Without_padding_there_are_no_edges() =>
        Assert.DoesNotContain("Edge", Emit("FilterKernel.Sharpen"), StringComparison.Ordinal);

    [Fact]
    public void A_kernel_that_one_method_cannot_hold_is_shared_out_among_several()
    {
        string file = Emit($"10, 10, {string.Join(", ", Enumerable.Range(1, 100))}");
        string[] parts = [.. Names(file).Where(name => name.StartsWith("Filter1ForwardRow", StringComparison.Ordinal))];
        Assert.Equal([.. Enumerable.Range(0, parts.Length).Select(part => $"Filter1ForwardRow{part}")], parts);
        Assert.InRange(parts.Length, 2, 6);
        Assert.Equal(100, parts.Sum(part => Loads(Method(file, part), "x")));
    }

    [Fact]
    public void A_name_is_the_same_filter_as_its_coefficients()
    {
        Assert.Equal(Architecture("FilterKernel.Sharpen"), Architecture("3, 3, 0, -1, 0, -1, 5, -1, -0.0, -1, 0, Stride = 1"));
        Assert.Contains(
            "; Filter2D(3, 3, 0, -1, 0, -1, 5, -1, 0, -1, 0, Stride = 1, Padding = 0, Dilation = 1); ",
            Architecture("FilterKernel.Sharpen"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_a_kernel_have_each_tap_once_whatever_a_method_holds()
    {
        FilterTap[] taps = [.. Enumerable.Range(0, 60).Select(i => new FilterTap(i / 10, i % 10, (i % 7) - 3)).Where(tap => tap.Coefficient != 0)];
        foreach (int operations in new[] { 4, 5, 9, 20, 1000 })
        {
            TapGroup[] groups = [.. TapGroup.Pack(TapGroup.Of(taps), operationsPerTap: 2, operations).SelectMany(method => method)];
            Assert.All(groups, group => Assert.All(group.Added, tap => Assert.Equal(group.Coefficient, tap.Coefficient)));
            Assert.All(groups, group => Assert.All(group.Subtracted, tap => Assert.Equal(-group.Coefficient, tap.Coefficient)));
            Assert.All(groups, group => Assert.NotEmpty(group.Added));
            Assert.Equal(
                taps,
                groups.SelectMany(group => group.Added.Concat(group.Subtracted)).OrderBy(tap => tap.Row).ThenBy(tap => tap.Column));
        }
    }

    private static string Architecture(string arguments)
    {
        string passes = Compile(arguments).GeneratedSources["Digits.Passes.g.cs"];
        return passes[passes.IndexOf("Architecture = ", StringComparison.Ordinal)..passes.IndexOf("InputShape", StringComparison.Ordinal)];
    }

    private static string Emit(string arguments) => Compile(arguments).GeneratedSources["Digits.Filter1.g.cs"];

    // Behind a layer that learns, so that the filter has a gradient to hand on.
    private static NetworkCompilation Compile(string arguments)
    {
        var compilation = new NetworkCompilation(
            $"""
            using CnnGen;

            [Network(2, 12, 12), Conv2D(2, 1), Filter2D({arguments}), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
            public sealed partial class Digits;
            """);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.CompileDiagnostics);
        return compilation;
    }

    private static IEnumerable<MethodDeclarationSyntax> Methods(string file) =>
        CSharpSyntaxTree.ParseText(file).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>();

    private static IEnumerable<string> Names(string file) => Methods(file).Select(method => method.Identifier.Text);

    private static string Method(string file, string name) =>
        Methods(file).Single(method => method.Identifier.Text == name).Body!.ToString();

    // The place itself, or so many vectors further on.
    private static int Loads(string text, string place) => Count(text, $"V.Load(ref {place})") + Count(text, $"V.Load(ref {place}, ");

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex(@"V\.Broadcast\(-?[01]f\)")]
    private static partial Regex ZeroOrOne();
}

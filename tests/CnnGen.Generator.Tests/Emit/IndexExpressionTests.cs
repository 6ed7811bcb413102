using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Emit;

/// <summary>Index arithmetic is written with the brackets that it needs, and with no others.</summary>
[Trait("Speed", "Slow")]
public class IndexExpressionTests
{
    [Theory]
    [InlineData("(channel * 9)", "channel * 9")]
    [InlineData("((block + channel) * 9)", "(block + channel) * 9")]
    [InlineData("(a + b) * (c + d)", "(a + b) * (c + d)")]
    [InlineData("(a)", "a")]
    [InlineData("a", "a")]
    [InlineData("", "0")]
    public void A_single_term_loses_the_brackets_around_all_of_it_alone(string term, string expected) =>
        Assert.Equal(expected, CnnGen.Generator.Text.IndexExpression.Sum(term));

    [Fact]
    public void Convolutions_of_few_filters_are_written_as_code_that_parses()
    {
        int[] channels = [3, 4, 8, 16, 32];
        int[] filters = [1, 2, 3, 4, 6, 8];
        int[] sizes = [8, 9, 14, 20, 32];
        string[] declarations =
        [
            .. from channel in channels
               from filter in filters
               from size in sizes
               select FormattableString.Invariant(
                   $"[Network({channel}, {size}, {size})] [Conv2D({filter}, 3, Padding = 1), ReLU, Flatten, FullyConnected(2), SoftmaxCrossEntropy] public sealed partial class Network{channel}{(char)('a' + filter)}{size};"),
        ];
        var compilation = new NetworkCompilation("using CnnGen;\n" + string.Join('\n', declarations), documentation: DocumentationMode.Parse);
        string[] errors =
        [
            .. compilation.GeneratedSources.SelectMany(file => CSharpSyntaxTree.ParseText(file.Value).GetDiagnostics().Select(error => $"{file.Key}: {error}")),
        ];
        Assert.True(errors.Length == 0, string.Join('\n', errors.Take(20)));
        Assert.True(compilation.GeneratedSources.Count > declarations.Length);
    }
}

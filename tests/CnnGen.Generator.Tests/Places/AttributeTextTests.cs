using CnnGen.Generator.Declarations;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests.Places;

/// <summary>Messages and tables show an attribute in one way, however it was written.</summary>
public class AttributeTextTests
{
    [Theory]
    [InlineData("ReLU", "ReLU")]
    [InlineData("ReLU ( )", "ReLU()")]
    [InlineData("Conv2D(6,5,Padding=2)", "Conv2D(6, 5, Padding = 2)")]
    [InlineData("Conv2D( 6 , /* kernel */ 5\n)", "Conv2D(6, 5)")]
    [InlineData("FullyConnected(1_000,Bias=false)", "FullyConnected(1_000, Bias = false)")]
    [InlineData("LeakyReLU(0.1f)", "LeakyReLU(0.1f)")]
    [InlineData("FullyConnected(-1)", "FullyConnected(-1)")]
    [InlineData("FullyConnected(outputs:3)", "FullyConnected(outputs: 3)")]
    [InlineData("FullyConnected(2*3,Bias = true)", "FullyConnected(2 * 3, Bias = true)")]
    [InlineData("FullyConnected(Sizes . Hidden)", "FullyConnected(Sizes.Hidden)")]
    [InlineData("CnnGen . ReLU", "CnnGen.ReLU")]
    [InlineData("@ReLU", "@ReLU")]
    [InlineData("Use(typeof ( Features ),Name=\"a\")", "Use(typeof(Features), Name = \"a\")")]
    [InlineData("Filter2D(1,1,1,2,3,4,5,6,7,8,9)", "Filter2D(1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9)")]
    [InlineData("Filter2D(1,1,1,2,3,4,5,6,7,8,9,10)", "Filter2D(1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, …)")]
    public void An_attribute_is_shown_without_comments_and_with_a_space_where_people_put_one(string written, string shown)
    {
        AttributeSyntax attribute = SyntaxFactory.ParseCompilationUnit($"[{written}] class Digits;").DescendantNodes().OfType<AttributeSyntax>().Single();
        Assert.Equal(shown, AttributeText.Of(attribute));
    }
}

using CnnGen.Testing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests.Emit;

/// <summary>Layers that are alike have their kernels in common, of whatever kind they are.</summary>
[Trait("Speed", "Slow")]
public class SharedKernelTests
{
    private static readonly NetworkCompilation s_stack = new(
        """
        using CnnGen;

        [Block]
        [Conv2D(16, 3, Padding = 1), ReLU, Conv2D(48, 3, Padding = 1), Tanh, Conv2D(48, 3, Padding = 1), Conv2D(16, 1)]
        [LocallyConnected2D(16, 3, Padding = 1), Filter2D(FilterKernel.Sharpen, Padding = 1), GELU]
        [MaxPool2D(3, Stride = 1, Padding = 1), AveragePool2D(3, Stride = 1, Padding = 1)]
        [LocalResponseNorm, Dropout, Residual(typeof(Body)), ReLU, Concat(typeof(Half), typeof(Half))]
        public static class Unit;

        [Block, Conv2D(16, 3, Padding = 1), Sigmoid]
        public static class Body;

        [Block, Conv2D(8, 1)]
        public static class Half;

        [Network(16, 6, 6)]
        [Use(typeof(Unit), Repeat = 4)]
        [Flatten, FullyConnected(20), FullyConnected(20), FullyConnected(20), FullyConnected(20), FullyConnected(5), SoftmaxCrossEntropy]
        public sealed partial class Stack;
        """);

    private static readonly MethodDeclarationSyntax[] s_methods = [.. s_stack.GeneratedSources.Values.Select(text => CSharpSyntaxTree.ParseText(text)).SelectMany(LaneOperations.Methods)];

    [Fact]
    public void Each_kernel_is_written_once()
    {
        Assert.Empty(s_stack.GeneratorDiagnostics);
        Assert.Empty(s_stack.CompileDiagnostics);
        IEnumerable<string> again =
            from method in s_methods
            let name = method.Identifier.Text
            where name.StartsWith("Unit3", StringComparison.Ordinal) || name.StartsWith("Fc3", StringComparison.Ordinal)
            select name;
        Assert.Empty(again);
        Assert.Contains(s_methods, method => method.Identifier.Text == "UnitConv2Forward");
        Assert.DoesNotContain(s_stack.GeneratedSources.Keys, file => file.StartsWith("Stack.Unit3", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kernel_that_calls_no_other_is_written_once_for_layers_that_differ_elsewhere()
    {
        NetworkCompilation network = new(
            """
            using CnnGen;

            [Network(4, 9, 9)]
            [Conv2D(12, 3), Conv2D(24, 1), Conv2D(48, 1), Flatten, FullyConnected(2), SoftmaxCrossEntropy]
            public sealed partial class Points;
            """);
        Assert.Empty(network.CompileDiagnostics);
        string[] bodies =
        [
            .. network.GeneratedSources.Values.SelectMany(text => LaneOperations.Methods(CSharpSyntaxTree.ParseText(text)))
            .Where(method => method.TypeParameterList is not null && !method.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression is GenericNameSyntax))
            .Select(method => $"{method.ParameterList}{method.Body}"),
        ];
        Assert.Equal(bodies.Distinct(), bodies);
        Assert.Contains("Conv2WeightGradient", network.GeneratedSources["Points.Conv3.g.cs"], StringComparison.Ordinal);
    }
}

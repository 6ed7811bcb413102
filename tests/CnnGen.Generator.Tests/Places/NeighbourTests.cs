using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Places;

/// <summary>What may stand in, around and behind a network's class without getting in its way.</summary>
[Trait("Speed", "Slow")]
public class NeighbourTests
{
    private const string Layers = "[Network(4), FullyConnected(3), SoftmaxCrossEntropy]";

    [Theory]
    [InlineData("public Digits(ref int seed) : this(seed + 1) { }")]
    [InlineData("public Digits(in int seed, int more) : this(seed + more) { }")]
    [InlineData("public Digits(uint seed) : this((int)seed) { }")]
    [InlineData("public Digits() : this(3) { }")]
    [InlineData("public Digits(params int[] seeds) : this(seeds.Length) { }")]
    [InlineData("static Digits() { }")]
    [InlineData("~Digits() { }")]
    [InlineData("public int Predict<T>(System.ReadOnlySpan<float> sample) => 1;")]
    [InlineData("public int Predict(ref System.ReadOnlySpan<float> sample) => 1;")]
    [InlineData("public class ReadOnlySpan<T>; public int Predict(ReadOnlySpan<float> sample) => 1;")]
    [InlineData("public int Predict(int sample) => 1;")]
    [InlineData("public int this[int index] => index;")]
    [InlineData("public static Digits operator +(Digits one, Digits other) => one;")]
    [InlineData("public static implicit operator int(Digits digits) => 1;")]
    [InlineData("public partial int Number { get; } public partial int Number => 3;")]
    [InlineData("public int Plan; public int Kernels; public int Fc2; public int CnnGen; public int System;")]
    [InlineData("public class V; public class Kernels; public class CnnGen; public class System;")]
    [InlineData("public void Forward<V>() { } public int Backward; public event System.Action? Loss { add { } remove { } }")]
    public void Members_of_its_own(string member) => Model.Run(
        $$"""
        using CnnGen;

        {{Layers}}
        public partial class Digits
        {
            {{member}}
        }
        """,
        "Digits");

    [Theory]
    [InlineData("public class Model { public string Description => \"\"; public int Parameters = 1; public class Fc1; }")]
    [InlineData("public class Model { public virtual int Predict(System.ReadOnlySpan<float> sample) => 1; }")]
    [InlineData("public class Model { protected Model(int seed = 0) { } }")]
    [InlineData("public class Model { protected Model(params int[] seeds) { } }")]
    [InlineData("public class Model { public class CnnGen; public class System; public class Kernels; }")]
    [InlineData("public abstract class Model(string title) { protected Model() : this(\"\") { } public string Title => title; }")]
    [InlineData($"[Network(1, 6, 6), Conv2D(2, 3), Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Model;")]
    public void A_base_class(string model) =>
        Model.Run($"using CnnGen;\n{model}\n{Layers} public partial class Digits : Model;", "Digits");

    [Fact]
    public void Nested_and_not_under_names_that_join_to_the_same() => Model.Run(
        $$"""
        using CnnGen;

        {{Layers}} public partial class A__B;

        public partial class A
        {
            {{Layers}} public partial class B;
        }

        public partial class A__B
        {
            {{Layers}} public partial class C;
        }

        public partial class A
        {
            {{Layers}} public partial class B__C;
        }

        namespace Spaces
        {
            {{Layers}} public partial class A;
        }

        namespace Spaces.Kernels
        {
            {{Layers}} public partial class A;
        }
        """,
        "A__B", "A+B", "A__B+C", "A+B__C", "Spaces.A", "Spaces.Kernels.A");

    [Fact]
    public void A_string_of_several_lines_in_an_argument()
    {
        NetworkCompilation compilation = Model.Run(
            """"
            using CnnGen;

            [Network(4)]
            [FullyConnected(@"a
                b" == "x" ? 1 : 5)]
            [FullyConnected("""
                */ </remarks> \
                """ == "x" ? 1 : 3), SoftmaxCrossEntropy]
            public partial class Digits;
            """",
            "Digits");
        Model.Run(
            "using CnnGen;\n[Network(4), FullyConnected(@\"a\u2028b\u2029c\u0085d\" == \"\" ? 1 : 3), SoftmaxCrossEntropy] public partial class Digits;",
            "Digits");
        Assert.Contains("FullyConnected(@\\\"a b\\\" == \\\"x\\\" ? 1 : 5)", compilation.GeneratedSources["Digits.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Escapes_in_names() => Model.Run(
        """
        using CnnGen;

        [\u004eetwork(4), F\u0075llyConnected(3), SoftmaxCrossEntropy] public partial class Di\u0067its;
        """,
        "Digits");

    [Fact]
    public void Line_and_warning_and_nullable_directives() => Model.Run(
        new NetworkCompilation(
            """
            using CnnGen;

            #nullable disable
            #line 100 "Elsewhere.cs"
            [Network(4)]
            #line hidden
            #pragma warning disable
            [FullyConnected(3)]
            #line default
            #nullable restore
            [SoftmaxCrossEntropy]
            public partial class Digits;
            """),
        "Digits");

    [Fact]
    public void An_assembly_for_all_languages() => Model.Run(
        """
        using CnnGen;

        [assembly: System.CLSCompliant(true)]

        [Network(1, 6, 6), Conv2D(2, 3), Tanh, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class Digits;
        """,
        "Digits");

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public void As_many_layers_as_one_likes(int layers) => Model.Run(
        $"using CnnGen;\n[Network(4)]\n{string.Concat(Enumerable.Repeat("[ReLU, FullyConnected(4)]\n", layers / 2))}[SoftmaxCrossEntropy] public partial class Digits;",
        "Digits");

    [Fact]
    public void A_long_expression_as_an_argument() => Model.Run(
        $"using CnnGen;\n[Network(4), FullyConnected({string.Join(" + ", Enumerable.Repeat("1", 1000))} - 997), SoftmaxCrossEntropy] public partial class Digits;",
        "Digits");

    [Fact]
    public void A_warning_between_the_layers_is_none_of_the_generators()
    {
        var compilation = new NetworkCompilation(
            """
            using CnnGen;

            [Network(4), FullyConnected(3)]
            #warning To be tried with more outputs.
            [SoftmaxCrossEntropy]
            public partial class Digits;
            """);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.NotEmpty(compilation.GeneratedSources);
        Assert.Equal(["CS1030"], compilation.CompileDiagnostics.Select(diagnostic => diagnostic.Id));
    }
}

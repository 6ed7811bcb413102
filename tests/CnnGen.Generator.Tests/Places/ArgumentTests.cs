using System.Xml.Linq;
using CnnGen.Testing;

namespace CnnGen.Generator.Tests.Places;

/// <summary>Layers may be written in every way in which C# lets attributes be written.</summary>
[Trait("Speed", "Slow")]
public class ArgumentTests
{
    [Fact]
    public void Constants_and_arithmetic()
    {
        NetworkCompilation compilation = Model.Run(
            """
            using CnnGen;

            public enum Kind { One = 1, Two }

            public static class Sizes<T>
            {
                public const int Channels = 1 << 1, Height = 2 * Channels + 5;
                public const bool Biased = Channels < 3 && !false;
            }

            [Network(Sizes<int>.Channels, Sizes<int>.Height, 'A' - 58)]
            [Conv2D(kernelWidth: sizeof(int) / 2, filters: (int)Kind.Two, kernelHeight: 1 > 2 ? 7 : 3, Bias = Sizes<int>.Biased, Stride = 1)]
            [Flatten, FullyConnected('\n', Bias = "\\" != "\"")]
            [FullyConnected(default(int) + 3)]
            [SoftmaxCrossEntropy]
            public partial class Digits;
            """,
            "Digits");
        Type digits = compilation.EmitAndLoad().GetType("Digits", throwOnError: true)!;
        Assert.Equal([2, 9, 7], Model.PlanOf(digits).InputShape);
        Assert.Equal(
            [("conv1.weight", "2×2×3×2"), ("conv1.bias", "2"), ("fc1.weight", "10×84"), ("fc1.bias", "10"), ("fc2.weight", "3×10"), ("fc2.bias", "3")],
            Model.PlanOf(digits).Parameters
                .Select(parameter => (parameter.Name, string.Join('×', parameter.Shape)))
                .OrderBy(parameter => parameter.Name[..^parameter.Name.Split('.')[1].Length], StringComparer.Ordinal));
        var description = (string)digits.GetProperty("Description")!.GetValue(null)!;
        Assert.Contains("FullyConnected('\\n', Bias = \"\\\\\" != \"\\\"\")", description, StringComparison.Ordinal);
        Assert.Contains("1 > 2 ? 7 : 3, Bias = Sizes<int>.Biased", description, StringComparison.Ordinal);
    }

    [Fact]
    public void Budgets_as_constants_of_every_kind() => Model.Run(
        """
        using CnnGen;

        public static class Limits
        {
            public const short Parameters = 0x7FFF;
            public const long Training = 1L << 40;
        }

        [Network(4, MaxInferenceBytes = 1_000_000, MaxParameters = Limits.Parameters, MaxTrainingBytes = Limits.Training + 'A')]
        [FullyConnected(3), SoftmaxCrossEntropy]
        public partial class Digits;

        [Network(features: 4, MaxTrainingBytes = 9_223_372_036_854_775_807, @MaxParameters /* all */ = int.MaxValue)]
        [FullyConnected(3), SoftmaxCrossEntropy]
        public partial class Letters;
        """,
        "Digits", "Letters");

    [Fact]
    public void The_documentation_stays_well_formed()
    {
        NetworkCompilation compilation = new("""
            using CnnGen;

            public static class Sizes<T> { public const int Filters = 3; public const bool Bias = true & true; }

            [Network(1, 1 << 3, 8)]
            [Conv2D(Sizes<int>.Filters, 3, Bias = Sizes<int>.Bias && true), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
            public partial class Digits;
            """);
        string[] lines =
        [
            .. compilation.GeneratedSources["Digits.g.cs"].Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.StartsWith("///", StringComparison.Ordinal))
                .Select(line => line[3..]),
        ];
        XElement documentation = XElement.Parse($"<member>{string.Join('\n', lines)}</member>");
        Assert.Contains("Conv2D(Sizes<int>.Filters, 3, Bias = Sizes<int>.Bias && true)", documentation.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_and_full_names() => Model.Run(
        """
        global using Image = CnnGen.NetworkAttribute;
        using Conv = CnnGen.Conv2DAttribute;
        using CnnGen;

        [Image(1, 6, 6)]
        [Conv(2, 3), global::CnnGen.ReLUAttribute(), CnnGen.MaxPool2D(2)]
        [type: FlattenAttribute]
        [FullyConnected(3)][SoftmaxCrossEntropy]
        public partial class Digits;
        """,
        "Digits");

    [Fact]
    public void Global_usings() => Model.Run(
        """
        global using CnnGen;

        [Network(4), FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
        """,
        "Digits");

    [Fact]
    public void Comments_directives_and_line_breaks_inside() => Model.Run(
        """
        using CnnGen;

        [Network(
            1, // channels
            6, /* height,
                  and then */ 6)]
        // A layer.
        [Conv2D(2, /* kernel */ 3), /* rectifier */ ReLU]
        #if NEVER
        [Conv2D(2, 3)]
        #endif
        [
            Flatten,
        #if !NEVER
            FullyConnected(
                outputs: 3 // classes
            ),
        #endif
            SoftmaxCrossEntropy
        ] // the end
        public partial class Digits;
        """,
        "Digits");

    [Fact]
    public void Layers_in_front_of_the_network_attribute() => Model.Run(
        """
        using CnnGen;

        [FullyConnected(3), SoftmaxCrossEntropy]
        [Network(4)]
        public partial class Digits;
        """,
        "Digits");
}

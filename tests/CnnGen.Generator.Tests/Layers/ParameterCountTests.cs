using CnnGen.Generator.Layers;
using CnnGen.Generator.Shapes;
using CnnGen.Testing;

namespace CnnGen.Generator.Tests.Layers;

/// <summary>What a unit may see decides how many weights there are: everything, its neighbourhood, or the same for all units.</summary>
[Trait("Speed", "Slow")]
public class ParameterCountTests
{
    private static readonly Window OneRow = new(1, 1, 0);

    [Theory]
    [InlineData(1, "1 of 3")]
    [InlineData(2, "4 of 6")]
    [InlineData(3, "7 of 9")]
    [InlineData(100, "298 of 300")]
    [InlineData(1000, "2,998 of 3,000")]
    public void An_input_of_n_values_and_as_many_units_with_three_neighbours_each(int n, string connections)
    {
        Shape signal = Shape.Signal(1, n);
        var threeNeighbours = new Window(3, 1, 1);
        Assert.Equal((long)n * n, new FullyConnected("FullyConnected", n, Bias: false).ParameterCount(Shape.Vector(n)));
        Assert.Equal(3, new Convolution("Conv1D", Rank.Signal, 1, OneRow, threeNeighbours, Bias: false).ParameterCount(signal));

        var local = new LocallyConnected("LocallyConnected1D", Rank.Signal, 1, OneRow, threeNeighbours, Bias: false);
        Assert.Equal(3 * n, local.ParameterCount(signal));
        Assert.Equal((3 * n) - 2, OneRow.Contacts(1) * threeNeighbours.Contacts(n));
        Assert.Equal($"{connections} weights meet an input; the others lie on padding and never learn", local.Remark(signal));
    }

    [Fact]
    public void An_image_of_200_by_200_and_400000_units()
    {
        Shape image = Shape.Image(1, 200, 200);
        var field = new Window(10, 5, 3);
        Assert.Equal(16_000_000_000, new FullyConnected("FullyConnected", 400_000, Bias: false).ParameterCount(Shape.Vector(40_000)));
        Assert.Equal(40_000_000, new LocallyConnected("LocallyConnected2D", Rank.Image, 250, field, field, Bias: false).ParameterCount(image));
        Assert.Equal(25_000, new Convolution("Conv2D", Rank.Image, 250, field, field, Bias: false).ParameterCount(image));
    }

    [Fact]
    public void Without_padding_there_is_nothing_to_remark()
    {
        var field = new Window(3, 2, 0);
        Assert.Null(new LocallyConnected("LocallyConnected2D", Rank.Image, 4, field, field, Bias: true).Remark(Shape.Image(2, 8, 9)));
    }

    [Fact]
    public void The_description_tells_both_counts()
    {
        var compilation = new NetworkCompilation(
            """
            using CnnGen;

            [Network(1, 100), LocallyConnected1D(1, 3, Padding = 1, Bias = false), Flatten, FullyConnected(2), SoftmaxCrossEntropy]
            public sealed partial class Digits;
            """);
        var description = (string)compilation.EmitAndLoad().GetType("Digits")!.GetProperty("Description")!.GetValue(null)!;
        string[] lines = description.Split('\n');
        Assert.Equal("local1    LocallyConnected1D(1, 3, Padding = 1, Bias = false)  1×100          300            300", lines[2]);
        Assert.Equal("local1: 298 of 300 weights meet an input; the others lie on padding and never learn.", lines[^1]);
        Assert.Contains(
            "/// local1: 298 of 300 weights meet an input; the others lie on padding and never learn.",
            compilation.GeneratedSources["Digits.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernels_of_a_locally_connected_layer_are_as_long_for_a_large_image_as_for_a_small_one()
    {
        // Lines are broken where digits make them too long.
        Assert.Equal(Statements(12), Statements(200));

        static int Statements(int size) => new NetworkCompilation(
            $"""
            using CnnGen;

            [Network(1, {size}, {size}), LocallyConnected2D(10, 10, Padding = 5), ReLU, LocallyConnected2D(2, 3, Stride = 2), Flatten, FullyConnected(2), SoftmaxCrossEntropy]
            public sealed partial class Retina;
            """).GeneratedSources.Where(file => file.Key.StartsWith("Retina.Local", StringComparison.Ordinal)).Sum(file => file.Value.Count(letter => letter == ';'));
    }
}

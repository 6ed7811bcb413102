using CnnGen.Generator.Functions;
using CnnGen.Generator.Layers;

namespace CnnGen.Generator.Tests.Shapes;

/// <summary>The bounds that messages name, against values computed one by one.</summary>
public class ValueRangeTests
{
    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(10, 0, 1)]
    [InlineData(10, -1, 1)]
    [InlineData(1000, -1, 1)]
    [InlineData(7, 0, 0)]
    [InlineData(1, 0, 1)]
    public void The_largest_probability_is_that_of_the_greatest_score_beside_the_least(int count, double least, double greatest)
    {
        double[] exponentials = [Math.Exp(greatest), .. Enumerable.Repeat(Math.Exp(least), count - 1)];
        double? largest = new SoftmaxCrossEntropy("SoftmaxCrossEntropy", Smoothing: 0).LargestProbability(new ValueRange(least, greatest), count);
        Assert.NotNull(largest);
        Assert.Equal(exponentials[0] / exponentials.Sum(), largest.Value, 1e-12);
    }

    [Fact]
    public void The_range_of_an_activation_holds_what_it_gives_and_no_more()
    {
        foreach ((Activation activation, Func<double, double> function) in new (Activation, Func<double, double>)[]
        {
            (Activation.None, value => value),
            (Activation.ReLU, value => value > 0 ? value : 0),
            (new Activation(ActivationKind.LeakyReLU, 0.1f), value => value > 0 ? value : 0.1f * value),
            (Activation.Sigmoid, value => 1 / (1 + Math.Exp(-value))),
            (Activation.Tanh, value => (Math.Exp(value) - Math.Exp(-value)) / (Math.Exp(value) + Math.Exp(-value))),
        })
        {
            double[] values = [.. Enumerable.Range(-30, 81).Select(step => function(step / 10.0))];
            ValueRange range = activation.Range(new ValueRange(-3, 5));
            Assert.Equal(values.Min(), range.Least, 1e-12);
            Assert.Equal(values.Max(), range.Greatest, 1e-12);
        }
    }

    [Fact]
    public void Activations_of_anything_have_their_whole_range()
    {
        Assert.Equal(ValueRange.All, Activation.None.Range(ValueRange.All));
        Assert.Equal(new ValueRange(0, double.PositiveInfinity), Activation.ReLU.Range(ValueRange.All));
        Assert.Equal(new ValueRange(0, 1), Activation.Sigmoid.Range(ValueRange.All));
        Assert.Equal(new ValueRange(-1, 1), Activation.Tanh.Range(ValueRange.All));
    }
}

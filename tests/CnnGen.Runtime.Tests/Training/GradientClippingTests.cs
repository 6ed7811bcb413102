using CnnGen.Memory;
using CnnGen.Numerics;
using CnnGen.Training;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>Gradients that are longer than allowed, and the norm that decides it.</summary>
public sealed class GradientClippingTests
{
    // More than two blocks, and the last one short.
    private const int Length = 4096 * 5 + 48;

    [Theory]
    [InlineData(16)]
    [InlineData(4096)]
    [InlineData(4112)]
    [InlineData(Length)]
    public void The_norm_is_one_tree_on_any_number_of_threads(int count)
    {
        Arena gradient = Draw();
        double expected = Tree([.. gradient.Span[..count].ToArray().Chunk(4096).Select(block => Tree(
            [.. Enumerable.Range(0, 16).Select(sum => block.Where((_, place) => place % 16 == sum).Aggregate(0.0, (total, value) => total + ((double)value * value)))]))]);
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            Assert.Equal(expected, new SquaredNorm(Length).Of(gradient, count, threads));
        }
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(1e-25f)]
    public void The_squares_of_floats_neither_overflow_nor_vanish(float value)
    {
        var gradient = new Arena(Length);
        gradient.Span.Fill(value);
        Assert.Equal(Length * (double)value * value, new SquaredNorm(Length).Of(gradient, Length, threads: 2), 1e-6 * Length * value * value);
    }

    [Fact]
    public void A_norm_over_the_limit_becomes_the_limit_and_one_below_stays()
    {
        Arena gradient = Draw();
        float[] before = gradient.Span.ToArray();
        double norm = Norm(before);
        GradientClipping.For(new Sgd(1f) { GlobalClipNorm = (float)norm + 1f }, gradient)!.Apply(threads: 2);
        Assert.Equal(before, gradient.Span.ToArray());
        GradientClipping.For(new Sgd(1f) { GlobalClipNorm = 0.25f }, gradient)!.Apply(threads: 2);
        float factor = (float)(0.25 / (Math.Sqrt(new SquaredNorm(Length).Of(Copy(before), Length, 1)) + 1e-6));
        Assert.Equal(before.Select(value => value * factor), gradient.Span.ToArray());
        Assert.Equal(0.25, Norm(gradient.Span.ToArray()), 1e-6);
    }

    [Fact]
    public void Numbers_over_the_limit_become_the_limit_with_their_sign()
    {
        Arena gradient = Draw();
        float[] before = gradient.Span.ToArray();
        GradientClipping.For(new Sgd(1f) { ClipValue = 0.125f }, gradient)!.Apply(threads: 2);
        Assert.Equal(before.Select(value => Math.Clamp(value, -0.125f, 0.125f)), gradient.Span.ToArray());
    }

    [Fact]
    public void The_norm_is_that_of_numbers_that_are_clipped()
    {
        Arena gradient = Draw();
        float[] clipped = [.. gradient.Span.ToArray().Select(value => Math.Clamp(value, -0.125f, 0.125f))];
        GradientClipping.For(new Sgd(1f) { ClipValue = 0.125f, GlobalClipNorm = 1f }, gradient)!.Apply(threads: 2);
        float factor = (float)(1 / (Math.Sqrt(new SquaredNorm(Length).Of(Copy(clipped), Length, 1)) + 1e-6));
        Assert.Equal(clipped.Select(value => value * factor), gradient.Span.ToArray());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_gradient_that_is_not_finite_stays_so(float value)
    {
        Arena gradient = Draw();
        gradient.Span[5000] = value;
        GradientClipping.For(new Sgd(1f) { GlobalClipNorm = 1f }, gradient)!.Apply(threads: 2);
        Assert.True(float.IsNaN(gradient.Span[5000]));
        Arena other = Draw();
        other.Span[5000] = float.NaN;
        GradientClipping.For(new Sgd(1f) { ClipValue = 1f }, other)!.Apply(threads: 2);
        Assert.True(float.IsNaN(other.Span[5000]));
    }

    [Fact]
    public void Nothing_is_clipped_unless_a_limit_is_set() => Assert.Null(GradientClipping.For(new Sgd(1f), new Arena(16)));

    // Neighbours become one until one is left.
    private static double Tree(double[] sums) => sums.Length == 1 ? sums[0] : Tree([.. sums.Chunk(2).Select(pair => pair.Length == 2 ? pair[0] + pair[1] : pair[0])]);

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));

    private static Arena Draw()
    {
        var random = new SeededRandom(9);
        return Copy([.. Enumerable.Range(0, Length).Select(_ => random.NextSingle() - 0.5f)]);
    }

    private static Arena Copy(float[] values)
    {
        var arena = new Arena(values.Length);
        values.CopyTo(arena.Span);
        return arena;
    }
}

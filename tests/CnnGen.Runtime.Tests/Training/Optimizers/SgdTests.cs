using CnnGen.Memory;
using CnnGen.Numerics;
using CnnGen.Parameters;
using CnnGen.Training.Optimizers;

namespace CnnGen.Runtime.Tests.Training.Optimizers;

public sealed class SgdTests
{
    private const int Length = 48;

    public static TheoryData<LaneWidth> Widths => [LaneWidth.Bits128, LaneWidth.Bits256, LaneWidth.Bits512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Steps_follow_the_rule_of_momentum_and_decay(LaneWidth width)
    {
        (float[] weights, float[] gradient) = Draw();
        double[] expected = [.. weights.Select(weight => (double)weight)];
        double[] expectedVelocity = new double[Length];
        float[] velocity = new float[Length];
        var optimizer = new Sgd(0.1f) { Momentum = 0.9f, WeightDecay = 0.01f };
        for (int step = 0; step < 5; step++)
        {
            Step(width, weights, velocity, gradient, optimizer);
            for (int i = 0; i < Length; i++)
            {
                expectedVelocity[i] = (0.9 * expectedVelocity[i]) + gradient[i] + (0.01 * expected[i]);
                expected[i] -= 0.1 * expectedVelocity[i];
            }
        }

        for (int i = 0; i < Length; i++)
        {
            Assert.Equal(expectedVelocity[i], velocity[i], 1e-6);
            Assert.Equal(expected[i], weights[i], 1e-6);
        }
    }

    [Fact]
    public void Each_width_gives_the_same_bits()
    {
        float[][] results = [.. new[] { LaneWidth.Bits128, LaneWidth.Bits256, LaneWidth.Bits512 }.Select(width =>
        {
            (float[] weights, float[] gradient) = Draw();
            float[] velocity = new float[Length];
            for (int step = 0; step < 20; step++)
            {
                Step(width, weights, velocity, gradient, new Sgd(0.03f) { Momentum = 0.9f, WeightDecay = 0.0005f });
            }

            return weights;
        })];
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_velocity_that_vanishes_is_zero(LaneWidth width)
    {
        float vanishing = MathF.ScaleB(1f, -100);
        float[] weights = new float[Length];
        float[] velocity = [.. Enumerable.Repeat(1.9f * vanishing, Length)];
        velocity[1] = -1.9f * vanishing;
        velocity[2] = 2f * vanishing;
        Step(width, weights, velocity, new float[Length], new Sgd(1f) { Momentum = 0.5f });
        Assert.Equal(0f, velocity[0]);
        Assert.Equal(0f, velocity[1]);
        Assert.Equal(vanishing, velocity[2]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Weights_and_velocities_that_decay_never_become_denormal(LaneWidth width)
    {
        (float[] weights, float[] velocity) = Draw();
        var optimizer = new Sgd(0.5f) { Momentum = 0.5f, WeightDecay = 0.5f };
        for (int step = 0; step < 2000; step++)
        {
            Step(width, weights, velocity, new float[Length], optimizer);
            Assert.All(weights, weight => Assert.False(float.IsSubnormal(weight)));
            Assert.All(velocity, value => Assert.False(float.IsSubnormal(value)));
        }

        Assert.All(weights, weight => Assert.InRange(MathF.Abs(weight), 0f, 1e-29f));
    }

    private static (float[] Weights, float[] Gradient) Draw()
    {
        var random = new SeededRandom(4);
        return (
            [.. Enumerable.Range(0, Length).Select(_ => random.NextSingle() - 0.5f)],
            [.. Enumerable.Range(0, Length).Select(_ => random.NextSingle() - 0.5f)]);
    }

    private static void Step(LaneWidth width, float[] weights, float[] velocity, float[] gradient, Sgd optimizer)
    {
        ParameterLayout[] layouts = [new("fc1.weight", [Length], 0, Initialization.Glorot, 1, 1)];
        OptimizerState state = optimizer.CreateState(new LearnedParameters(layouts, Length, optimizer), width);
        Arena moved = Copy(weights);
        velocity.CopyTo(state.Tensors[0].Values);
        state.BeginStep(optimizer.LearningRate);
        state.Update(moved, Copy(gradient), threads: 1);
        moved.Span.CopyTo(weights);
        state.Tensors[0].Values.CopyTo(velocity);
    }

    private static Arena Copy(float[] values)
    {
        var arena = new Arena(values.Length);
        values.CopyTo(arena.Span);
        return arena;
    }
}

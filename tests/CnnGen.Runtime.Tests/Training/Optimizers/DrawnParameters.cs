using CnnGen.Memory;
using CnnGen.Numerics;
using CnnGen.Parameters;
using CnnGen.Training.Optimizers;

namespace CnnGen.Runtime.Tests.Training.Optimizers;

/// <summary>Parameters of each kind, at sizes that divide by nothing, and for each step a gradient that is drawn.</summary>
internal static class DrawnParameters
{
    /// <summary>Floats of the arena; some matrices are wide and some tall, and one is longer than a task.</summary>
    public const int Length = 112 + 16 + 16 + 16 + 960 + 48 + 128 + 5008 + 32;

    public static readonly ParameterLayout[] Layouts =
    [
        new("conv1.weight", [6, 2, 3, 3], 0, Initialization.He, 18, 54),
        new("conv1.bias", [6], 112, Initialization.Zero, 18, 54),
        new("bn1.weight", [6], 128, Initialization.One, 1, 1),
        new("bn1.bias", [6], 144, Initialization.Zero, 1, 1),
        new("fc1.weight", [40, 24], 160, Initialization.Glorot, 24, 40),
        new("fc1.bias", [40], 1120, Initialization.Zero, 24, 40),
        new("local1.weight", [3, 2, 4, 5], 1168, Initialization.Glorot, 8, 20),
        new("body.fc1.weight", [20, 250], 1296, Initialization.Glorot, 250, 20),
        new("body.fc1.bias", [20], 6304, Initialization.Zero, 250, 20),
        new("frozen.weight", [8, 8], Length, Initialization.He, 8, 8),
    ];

    /// <summary>The parameters as an optimiser sees them.</summary>
    public static LearnedParameters For(Optimizer optimizer) => new(Layouts, Length, optimizer);

    /// <summary>The first weights of the arena, in ±0.5; zero between tensors.</summary>
    public static Arena Weights() => Draw(seed: 1);

    /// <summary>The gradient of a step, in ±0.5.</summary>
    public static Arena Gradient(int step) => Draw(seed: 2 + step);

    /// <summary>What the steps of an optimiser make of the weights.</summary>
    public static float[] Train(Optimizer optimizer, int steps, LaneWidth width = LaneWidth.Widest, int threads = 1)
    {
        Arena weights = Weights();
        Train(optimizer.CreateState(For(optimizer), width), weights, steps, threads);
        return weights.Span.ToArray();
    }

    /// <summary>Takes steps, beginning after those that were done.</summary>
    public static void Train(OptimizerState state, Arena weights, int steps, int threads = 1)
    {
        for (int step = 0; step < steps; step++)
        {
            Arena gradient = Gradient((int)state.Steps);
            state.BeginStep(state.Optimizer.LearningRate);
            state.Update(weights, gradient, threads);
        }
    }

    /// <summary>Demands of each weight what a rule in double precision makes of it.</summary>
    /// <param name="found">All weights after the steps.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="rule">A weight after a step, from the weight before, its gradient, the numbers that are kept for it, and the number of the step from 1.</param>
    /// <param name="bound">By how much they may differ.</param>
    /// <param name="include">Which tensors; all unless given.</param>
    public static void AssertFollows(
        float[] found, int steps, Func<double, double, double[], int, double> rule, double bound, Func<ParameterLayout, bool>? include = null)
    {
        float[] weights = Weights().Span.ToArray();
        float[][] gradients = [.. Enumerable.Range(0, steps).Select(step => Gradient(step).Span.ToArray())];
        foreach (ParameterLayout layout in Layouts.Where(layout => layout.Offset < Length && include?.Invoke(layout) != false))
        {
            for (int place = layout.Offset; place < layout.Offset + layout.Length; place++)
            {
                double expected = weights[place];
                double[] kept = new double[3];
                for (int step = 1; step <= steps; step++)
                {
                    expected = rule(expected, gradients[step - 1][place], kept, step);
                }

                Assert.True(Math.Abs(expected - found[place]) <= bound, $"{layout.Name} at {place - layout.Offset}: expected {expected}, but found {found[place]}.");
            }
        }
    }

    private static Arena Draw(int seed)
    {
        var random = new SeededRandom(seed);
        var arena = new Arena(Length);
        foreach (ParameterLayout layout in Layouts.Where(layout => layout.Offset < Length))
        {
            foreach (ref float value in arena.Span.Slice(layout.Offset, layout.Length))
            {
                value = random.NextSingle() - 0.5f;
            }
        }

        return arena;
    }
}

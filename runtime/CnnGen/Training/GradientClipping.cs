using System.Runtime.CompilerServices;
using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Numerics;

namespace CnnGen.Training;

/// <summary>Makes a gradient shorter that is longer than an optimiser allows, in place: number by number, then as a whole.</summary>
internal sealed class GradientClipping : IParallelWork
{
    // PyTorch's, so that the norm of what is clipped stays below the limit.
    private const double Margin = 1e-6;

    private readonly Arena _gradient;
    private readonly float? _value;
    private readonly float? _norm;
    private readonly SquaredNorm? _squares;
    private float _factor;
    private float _bound;

    private GradientClipping(Optimizer optimizer, Arena gradient)
    {
        _gradient = gradient;
        _value = optimizer.ClipValue;
        _norm = optimizer.GlobalClipNorm;
        _squares = _norm is null ? null : new SquaredNorm(gradient.Length);
    }

    public int Tasks => ArenaRange.CountFor(_gradient.Length);

    /// <summary>What clips for an optimiser; <see langword="null"/> where it allows any gradient.</summary>
    public static GradientClipping? For(Optimizer optimizer, Arena gradient) =>
        optimizer.ClipValue is null && optimizer.GlobalClipNorm is null ? null : new GradientClipping(optimizer, gradient);

    /// <summary>The bytes that clipping takes.</summary>
    public static long BytesFor(Optimizer optimizer, int length) => optimizer.GlobalClipNorm is null ? 0 : SquaredNorm.BytesFor(length);

    /// <summary>Clips the gradient of a step.</summary>
    public void Apply(int threads)
    {
        if (_value is { } value)
        {
            Pass(1f, value, threads);
        }

        if (_norm is { } norm)
        {
            double factor = norm / (Math.Sqrt(_squares!.Of(_gradient, _gradient.Length, threads)) + Margin);

            // What is not a number goes on, into the weights.
            if (!(factor >= 1))
            {
                Pass((float)factor, float.PositiveInfinity, threads);
            }
        }
    }

    // Bound by memory, and the same bits with any vectors.
    public void Run(int task, int worker)
    {
        ArenaRange range = ArenaRange.At(task, _gradient.Length);
        ref float gradient = ref Unsafe.Add(ref _gradient.Origin, range.Start);
        var factor = Lanes256.Broadcast(_factor);
        var most = Lanes256.Broadcast(_bound);
        var least = Lanes256.Broadcast(-_bound);
        for (int vector = 0; vector < range.Length / Lanes256.Count; vector++)
        {
            Lanes256 g = Lanes256.Load(ref gradient, vector) * factor;
            g = Lanes256.SelectGreater(g, most, most, g);
            Lanes256.Store(Lanes256.SelectGreater(least, g, least, g), ref gradient, vector);
        }
    }

    private void Pass(float factor, float bound, int threads)
    {
        _factor = factor;
        _bound = bound;
        WorkerPool.Shared.Run(this, Tasks, threads);
    }
}

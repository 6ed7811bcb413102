using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Kernels;

/// <summary>An activation as a kernel applies it to a result before it stores it; a type, so that the JIT compiles it in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation
{
    /// <summary>The activation of <paramref name="value"/>.</summary>
    static abstract V Apply<V>(V value)
        where V : struct, ILanes<V>;

    /// <summary>The gradient before the activation, from the one behind it and the activation's result.</summary>
    static abstract V Differentiate<V>(V gradient, V result)
        where V : struct, ILanes<V>;
}

/// <summary>x</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoActivation : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V value)
        where V : struct, ILanes<V> => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Differentiate<V>(V gradient, V result)
        where V : struct, ILanes<V> => gradient;
}

/// <summary>max(0, x); what is not a number stays visible.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReLUActivation : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V value)
        where V : struct, ILanes<V> => V.Max(V.Zero, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Differentiate<V>(V gradient, V result)
        where V : struct, ILanes<V> => V.SelectGreater(result, V.Zero, gradient, V.Zero);
}

/// <summary>1 / (1 + e⁻ˣ)</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SigmoidActivation : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V value)
        where V : struct, ILanes<V> => LaneMath.Sigmoid(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Differentiate<V>(V gradient, V result)
        where V : struct, ILanes<V> => LaneMath.SigmoidGradient(gradient, result);
}

/// <summary>tanh x</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TanhActivation : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V value)
        where V : struct, ILanes<V> => LaneMath.Tanh(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Differentiate<V>(V gradient, V result)
        where V : struct, ILanes<V> => LaneMath.TanhGradient(gradient, result);
}

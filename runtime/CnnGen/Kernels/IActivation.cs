using System.ComponentModel;
using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>A function of each value; a type, so that the JIT compiles it in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILaneFunction
{
    /// <summary>The function of <paramref name="value"/>.</summary>
    static abstract V Apply<V>(V value)
        where V : struct, ILanes<V>;
}

/// <summary>An activation as a kernel applies it to a result before it stores it; a type, so that the JIT compiles it in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation : ILaneFunction
{
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

/// <summary>What a leaky rectifier multiplies values below zero by; a type, so that the JIT compiles it in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISlope
{
    /// <summary>The factor, 0 or more.</summary>
    static abstract float Value { get; }
}

/// <summary>x above zero, else slope · x</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LeakyReLUActivation<TSlope> : IActivation
    where TSlope : struct, ISlope
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V value)
        where V : struct, ILanes<V> => LaneMath.LeakyReLU(value, V.Broadcast(TSlope.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Differentiate<V>(V gradient, V result)
        where V : struct, ILanes<V> => LaneMath.LeakyReLUGradient(gradient, result, V.Broadcast(TSlope.Value));
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

/// <summary>x Φ(x). Its derivative is no function of the result, so that no kernel takes it over.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GeluFunction : ILaneFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V value)
        where V : struct, ILanes<V> => LaneMath.Gelu(value);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Numerics;

/// <summary>4 samples in one 128-bit vector.</summary>
public struct Lanes128 : ILanes<Lanes128>
{
    private Vector128<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128(Vector128<float> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    /// <inheritdoc/>
    public static int SubBlocks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MicroBatch.Samples / 4;
    }

    /// <inheritdoc/>
    public static int Registers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => AdvSimd.IsSupported ? 32 : 16;
    }

    /// <inheritdoc/>
    public static Lanes128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref readonly float source, nint vector = 0) =>
        new(Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), vector * 4)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, ref float destination, nint vector = 0) =>
        value._value.StoreUnsafe(ref Unsafe.Add(ref destination, vector * 4));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float At(ref float origin, nint vector) => ref Unsafe.Add(ref origin, vector * 4);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(ref readonly float source, nint element) =>
        new(Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 left, Lanes128 right, Lanes128 addend)
    {
        if (Fma.IsSupported)
        {
            return new(Fma.MultiplyAdd(left._value, right._value, addend._value));
        }

        if (AdvSimd.IsSupported)
        {
            return new(AdvSimd.FusedMultiplyAdd(addend._value, left._value, right._value));
        }

        return new(FusedMultiplyAdd.Emulated(left._value, right._value, addend._value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes128 sum, Lanes128 left, Lanes128 right)
    {
        // By the intrinsic itself: a method between would leave locals in a kernel, dozens of times, until the JIT inlines no more.
        if (Fma.IsSupported)
        {
            sum._value = Fma.MultiplyAdd(left._value, right._value, sum._value);
        }
        else if (AdvSimd.IsSupported)
        {
            sum._value = AdvSimd.FusedMultiplyAdd(sum._value, left._value, right._value);
        }
        else
        {
            sum._value = FusedMultiplyAdd.Emulated(left._value, right._value, sum._value);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes128 sum, Lanes128 left, ref readonly float source, nint element)
    {
        if (Fma.IsSupported)
        {
            sum._value = Fma.MultiplyAdd(left._value, Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)), sum._value);
        }
        else if (AdvSimd.IsSupported)
        {
            sum._value = AdvSimd.FusedMultiplyAdd(sum._value, left._value, Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)));
        }
        else
        {
            sum._value = FusedMultiplyAdd.Emulated(left._value, Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)), sum._value);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Max(Lanes128 left, Lanes128 right) =>
        new(Sse.IsSupported
            ? Sse.Max(left._value, right._value)
            : Vector128.ConditionalSelect(Vector128.GreaterThan(left._value, right._value), left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MaxOrNaN(Lanes128 left, Lanes128 right) =>
        new(Vector128.ConditionalSelect(
            Vector128.Equals(left._value, left._value),
            Sse.IsSupported
                ? Sse.Max(left._value, right._value)
                : Vector128.ConditionalSelect(Vector128.GreaterThan(left._value, right._value), left._value, right._value),
            left._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SelectSame(Lanes128 left, Lanes128 right, Lanes128 then, Lanes128 otherwise) =>
        new(Vector128.ConditionalSelect(
            Vector128.Equals(left._value.AsInt32(), right._value.AsInt32()).AsSingle(), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SelectGreater(Lanes128 left, Lanes128 right, Lanes128 then, Lanes128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(left._value, right._value), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Round(Lanes128 value) => new(Vector128.Round(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 PowerOfTwo(Lanes128 exponent) =>
        new((Vector128.ConvertToInt32(exponent._value) + Vector128.Create(127) << 23).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Exponent(Lanes128 value) =>
        new(Vector128.ConvertToSingle((value._value.AsInt32() >>> 23) - Vector128.Create(127)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Mantissa(Lanes128 value) =>
        new(((value._value.AsInt32() & Vector128.Create(0x007FFFFF)) | Vector128.Create(0x3F800000)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Abs(Lanes128 value) => new(Vector128.Abs(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Sqrt(Lanes128 value) => new(Vector128.Sqrt(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes128 value) => LaneSums.Sum(value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sum(Lanes128 first, Lanes128 second, Lanes128 third, Lanes128 fourth) =>
        LaneSums.Sum(first._value, second._value, third._value, fourth._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadFours(ref readonly float source, nint stride) => new(Vector128.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFours(Lanes128 value, ref float destination, nint stride) =>
        value._value.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 InterleaveLow(Lanes128 left, Lanes128 right) => new(Interleave.Low(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 InterleaveHigh(Lanes128 left, Lanes128 right) => new(Interleave.High(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 left, Lanes128 right) => new(left._value / right._value);
}

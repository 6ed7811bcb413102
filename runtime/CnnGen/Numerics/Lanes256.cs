using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Numerics;

/// <summary>8 samples in one 256-bit vector.</summary>
public struct Lanes256 : ILanes<Lanes256>
{
    private Vector256<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes256(Vector256<float> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    public static int SubBlocks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MicroBatch.Samples / 8;
    }

    /// <inheritdoc/>
    public static int Registers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    public static Lanes256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref readonly float source, nint vector = 0) =>
        new(Vector256.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), vector * 8)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 value, ref float destination, nint vector = 0) =>
        value._value.StoreUnsafe(ref Unsafe.Add(ref destination, vector * 8));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float At(ref float origin, nint vector) => ref Unsafe.Add(ref origin, vector * 8);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(ref readonly float source, nint element) =>
        new(Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend)
    {
        if (Fma.IsSupported)
        {
            return new(Fma.MultiplyAdd(left._value, right._value, addend._value));
        }

        return new(FusedMultiplyAdd.Of(left._value, right._value, addend._value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes256 sum, Lanes256 left, Lanes256 right)
    {
        // By the intrinsic itself: a method between would leave locals in a kernel, dozens of times, until the JIT inlines no more.
        if (Fma.IsSupported)
        {
            sum._value = Fma.MultiplyAdd(left._value, right._value, sum._value);
        }
        else
        {
            sum._value = FusedMultiplyAdd.Of(left._value, right._value, sum._value);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes256 sum, Lanes256 left, ref readonly float source, nint element)
    {
        if (Fma.IsSupported)
        {
            sum._value = Fma.MultiplyAdd(left._value, Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)), sum._value);
        }
        else
        {
            sum._value = FusedMultiplyAdd.Of(left._value, Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)), sum._value);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 left, Lanes256 right) =>
        new(Avx.IsSupported
            ? Avx.Max(left._value, right._value)
            : Vector256.ConditionalSelect(Vector256.GreaterThan(left._value, right._value), left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MaxOrNaN(Lanes256 left, Lanes256 right) =>
        new(Vector256.ConditionalSelect(
            Vector256.Equals(left._value, left._value),
            Avx.IsSupported
                ? Avx.Max(left._value, right._value)
                : Vector256.ConditionalSelect(Vector256.GreaterThan(left._value, right._value), left._value, right._value),
            left._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SelectSame(Lanes256 left, Lanes256 right, Lanes256 then, Lanes256 otherwise) =>
        new(Vector256.ConditionalSelect(
            Vector256.Equals(left._value.AsInt32(), right._value.AsInt32()).AsSingle(), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SelectGreater(Lanes256 left, Lanes256 right, Lanes256 then, Lanes256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(left._value, right._value), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Round(Lanes256 value) => new(Vector256.Round(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 PowerOfTwo(Lanes256 exponent) =>
        new((Vector256.ConvertToInt32(exponent._value) + Vector256.Create(127) << 23).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Exponent(Lanes256 value) =>
        new(Vector256.ConvertToSingle((value._value.AsInt32() >>> 23) - Vector256.Create(127)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Mantissa(Lanes256 value) =>
        new(((value._value.AsInt32() & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F800000)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Abs(Lanes256 value) => new(Vector256.Abs(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Sqrt(Lanes256 value) => new(Vector256.Sqrt(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes256 value) => LaneSums.Sum(value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sum(Lanes256 first, Lanes256 second, Lanes256 third, Lanes256 fourth) =>
        LaneSums.Sum(first._value, second._value, third._value, fourth._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadFours(ref readonly float source, nint stride) =>
        new(Vector256.Create(
            Vector128.LoadUnsafe(in source),
            Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), stride))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFours(Lanes256 value, ref float destination, nint stride)
    {
        value._value.GetLower().StoreUnsafe(ref destination);
        value._value.GetUpper().StoreUnsafe(ref Unsafe.Add(ref destination, stride));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 InterleaveLow(Lanes256 left, Lanes256 right) => new(Interleave.Low(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 InterleaveHigh(Lanes256 left, Lanes256 right) => new(Interleave.High(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 left, Lanes256 right) => new(left._value / right._value);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Numerics;

/// <summary>16 samples in one 512-bit vector.</summary>
public struct Lanes512 : ILanes<Lanes512>
{
    private Vector512<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<float> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    public static int SubBlocks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MicroBatch.Samples / 16;
    }

    /// <inheritdoc/>
    public static int Registers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.IsSupported ? 32 : 16;
    }

    /// <inheritdoc/>
    public static Lanes512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref readonly float source, nint vector = 0) =>
        new(Vector512.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), vector * 16)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 value, ref float destination, nint vector = 0) =>
        value._value.StoreUnsafe(ref Unsafe.Add(ref destination, vector * 16));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float At(ref float origin, nint vector) => ref Unsafe.Add(ref origin, vector * 16);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(ref readonly float source, nint element) =>
        new(Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 addend)
    {
        if (Avx512F.IsSupported)
        {
            return new(Avx512F.FusedMultiplyAdd(left._value, right._value, addend._value));
        }

        return new(FusedMultiplyAdd.Of(left._value, right._value, addend._value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes512 sum, Lanes512 left, Lanes512 right)
    {
        // By the intrinsic itself: a method between would leave locals in a kernel, dozens of times, until the JIT inlines no more.
        if (Avx512F.IsSupported)
        {
            sum._value = Avx512F.FusedMultiplyAdd(left._value, right._value, sum._value);
        }
        else
        {
            sum._value = FusedMultiplyAdd.Of(left._value, right._value, sum._value);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes512 sum, Lanes512 left, ref readonly float source, nint element)
    {
        if (Avx512F.IsSupported)
        {
            sum._value = Avx512F.FusedMultiplyAdd(left._value, Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)), sum._value);
        }
        else
        {
            sum._value = FusedMultiplyAdd.Of(left._value, Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), element)), sum._value);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 left, Lanes512 right) =>
        new(Avx512F.IsSupported
            ? Avx512F.Max(left._value, right._value)
            : Vector512.ConditionalSelect(Vector512.GreaterThan(left._value, right._value), left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MaxOrNaN(Lanes512 left, Lanes512 right) =>
        new(Vector512.ConditionalSelect(
            Vector512.Equals(left._value, left._value),
            Avx512F.IsSupported
                ? Avx512F.Max(left._value, right._value)
                : Vector512.ConditionalSelect(Vector512.GreaterThan(left._value, right._value), left._value, right._value),
            left._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SelectSame(Lanes512 left, Lanes512 right, Lanes512 then, Lanes512 otherwise) =>
        new(Vector512.ConditionalSelect(
            Vector512.Equals(left._value.AsInt32(), right._value.AsInt32()).AsSingle(), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SelectGreater(Lanes512 left, Lanes512 right, Lanes512 then, Lanes512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(left._value, right._value), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Round(Lanes512 value) => new(Vector512.Round(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 PowerOfTwo(Lanes512 exponent) =>
        new((Vector512.ConvertToInt32(exponent._value) + Vector512.Create(127) << 23).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Exponent(Lanes512 value) =>
        new(Vector512.ConvertToSingle((value._value.AsInt32() >>> 23) - Vector512.Create(127)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Mantissa(Lanes512 value) =>
        new(((value._value.AsInt32() & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F800000)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Abs(Lanes512 value) => new(Vector512.Abs(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Sqrt(Lanes512 value) => new(Vector512.Sqrt(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes512 value) => LaneSums.Sum(value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sum(Lanes512 first, Lanes512 second, Lanes512 third, Lanes512 fourth) =>
        LaneSums.Sum(first._value, second._value, third._value, fourth._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadFours(ref readonly float source, nint stride) =>
        new(Vector512.Create(
            Vector256.Create(
                Vector128.LoadUnsafe(in source),
                Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), stride))),
            Vector256.Create(
                Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), 2 * stride)),
                Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), 3 * stride)))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFours(Lanes512 value, ref float destination, nint stride)
    {
        value._value.GetLower().GetLower().StoreUnsafe(ref destination);
        value._value.GetLower().GetUpper().StoreUnsafe(ref Unsafe.Add(ref destination, stride));
        value._value.GetUpper().GetLower().StoreUnsafe(ref Unsafe.Add(ref destination, 2 * stride));
        value._value.GetUpper().GetUpper().StoreUnsafe(ref Unsafe.Add(ref destination, 3 * stride));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 InterleaveLow(Lanes512 left, Lanes512 right) => new(Interleave.Low(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 InterleaveHigh(Lanes512 left, Lanes512 right) => new(Interleave.High(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 left, Lanes512 right) => new(left._value / right._value);
}

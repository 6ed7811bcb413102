using System.Runtime.Intrinsics;

namespace CnnGen.Numerics;

/// <summary>
/// A vector of samples: one float of each of <see cref="Count"/> samples of a micro-batch. Emitted kernels are written once
/// against this interface and compiled for each vector width, so that a width never changes what is computed.
/// </summary>
/// <remarks>
/// A micro-batch is <see cref="MicroBatch.Samples"/> samples. With vectors narrower than that a micro-batch is
/// <see cref="SubBlocks"/> sub-blocks, each stored as <c>[feature][Count]</c>, one after another.
/// </remarks>
/// <typeparam name="TSelf">The implementing vector.</typeparam>
public interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>The samples in one vector: 4, 8 or 16.</summary>
    static abstract int Count { get; }

    /// <summary>The vectors that make one feature of a micro-batch: 16 / <see cref="Count"/>.</summary>
    static abstract int SubBlocks { get; }

    /// <summary>
    /// The vector registers that the JIT has for this width: 16 or 32. A constant, so that of two tiles for one kernel
    /// only the one that fits is compiled.
    /// </summary>
    static abstract int Registers { get; }

    /// <summary>All lanes zero.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Reads the vector that lies <paramref name="vector"/> vectors after <paramref name="source"/>.</summary>
    static abstract TSelf Load(ref readonly float source, nint vector = 0);

    /// <summary>Writes the vector that lies <paramref name="vector"/> vectors after <paramref name="destination"/>.</summary>
    static abstract void Store(TSelf value, ref float destination, nint vector = 0);

    /// <summary>The address <paramref name="vector"/> vectors after <paramref name="origin"/>.</summary>
    static abstract ref float At(ref float origin, nint vector);

    /// <summary>The same value in each lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>The float at <paramref name="source"/> in each lane.</summary>
    static abstract TSelf Broadcast(ref readonly float source, nint element);

    /// <summary><paramref name="left"/> × <paramref name="right"/> + <paramref name="addend"/>, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>
    /// Adds <paramref name="left"/> × <paramref name="right"/> to <paramref name="sum"/>, rounded once.
    /// In place, since the JIT then keeps the sum in its register; a result that is assigned costs a move each.
    /// </summary>
    static abstract void Accumulate(ref TSelf sum, TSelf left, TSelf right);

    /// <summary>
    /// The same with the float that lies <paramref name="element"/> floats after <paramref name="source"/> in each lane of the
    /// right factor. In one operation, since the JIT then makes the broadcast a part of the multiply-add where that can be.
    /// </summary>
    static abstract void Accumulate(ref TSelf sum, TSelf left, ref readonly float source, nint element);

    /// <summary>Lane by lane <c>left &gt; right ? left : right</c>: the second where either is not a number.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The same, but whichever is not a number where one is: <paramref name="left"/> where both are.</summary>
    static abstract TSelf MaxOrNaN(TSelf left, TSelf right);

    /// <summary>Lane by lane <paramref name="then"/> where both have the same bits: where one came from the other, NaN or not.</summary>
    static abstract TSelf SelectSame(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>Lane by lane <c>left &gt; right ? then : otherwise</c>.</summary>
    static abstract TSelf SelectGreater(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>The nearest whole number, halves to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>2 to the power of <paramref name="exponent"/>, a whole number from −126 to 127.</summary>
    static abstract TSelf PowerOfTwo(TSelf exponent);

    /// <summary>The exponent of a positive normal number, so that value = 2^exponent × mantissa with mantissa in [1, 2).</summary>
    static abstract TSelf Exponent(TSelf value);

    /// <summary>The mantissa of a positive normal number, in [1, 2).</summary>
    static abstract TSelf Mantissa(TSelf value);

    /// <summary>The absolute value.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The square root, rounded once; not a number below zero.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The sum of the lanes as a balanced tree over neighbours: ((0+1)+(2+3)) + ((4+5)+(6+7)) …</summary>
    static abstract float Sum(TSelf value);

    /// <summary>Four sums of lanes at once, each the tree of <see cref="Sum(TSelf)"/>.</summary>
    static abstract Vector128<float> Sum(TSelf first, TSelf second, TSelf third, TSelf fourth);

    /// <summary>Reads four floats for each group of four lanes, <paramref name="stride"/> floats apart.</summary>
    static abstract TSelf LoadFours(ref readonly float source, nint stride);

    /// <summary>Writes each group of four lanes, <paramref name="stride"/> floats apart.</summary>
    static abstract void StoreFours(TSelf value, ref float destination, nint stride);

    /// <summary>In each group of four lanes: [left 0, right 0, left 1, right 1].</summary>
    static abstract TSelf InterleaveLow(TSelf left, TSelf right);

    /// <summary>In each group of four lanes: [left 2, right 2, left 3, right 3].</summary>
    static abstract TSelf InterleaveHigh(TSelf left, TSelf right);

    /// <summary>Lane by lane sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Lane by lane difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Lane by lane product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Lane by lane quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);
}

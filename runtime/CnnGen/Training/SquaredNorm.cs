using System.Runtime.Intrinsics;
using CnnGen.Execution;
using CnnGen.Memory;

namespace CnnGen.Training;

/// <summary>
/// The sum of the squares of an arena's floats, in one order: blocks of 4,096 floats, in each block sixteen sums in double precision, float i
/// in sum i modulo 16, then balanced trees over neighbours, of those sums and of the blocks. A product of two floats is exact there.
/// </summary>
/// <param name="length">The most floats, a multiple of 16.</param>
internal sealed class SquaredNorm(int length) : IParallelWork
{
    private const int Sums = 16;

    private readonly double[] _blocks = new double[ArenaRange.CountFor(length)];
    private Arena? _values;
    private int _length;

    /// <summary>The bytes of its sums.</summary>
    public static long BytesFor(int length) => (long)sizeof(double) * ArenaRange.CountFor(length);

    /// <summary>Computes it; not finite where a value is not.</summary>
    /// <param name="values">The floats.</param>
    /// <param name="count">How many of them, a multiple of 16.</param>
    /// <param name="threads">The most threads to use.</param>
    public double Of(Arena values, int count, int threads)
    {
        _values = values;
        _length = count;
        int blocks = ArenaRange.CountFor(count);
        WorkerPool.Shared.Run(this, blocks, threads);
        return Tree(_blocks.AsSpan(0, blocks));
    }

    public void Run(int task, int worker)
    {
        ArenaRange block = ArenaRange.At(task, _length);
        _blocks[task] = OfBlock(_values!.Span.Slice(block.Start, block.Length));
    }

    // In each round neighbours become one, so that a block's place alone decides what it is added to.
    private static double Tree(Span<double> sums)
    {
        for (int stride = 1; stride < sums.Length; stride *= 2)
        {
            for (int i = 0; i + stride < sums.Length; i += 2 * stride)
            {
                sums[i] += sums[i + stride];
            }
        }

        return sums.IsEmpty ? 0 : sums[0];
    }

    private static double OfBlock(ReadOnlySpan<float> values)
    {
        Vector256<double> first = Vector256<double>.Zero, second = first, third = first, fourth = first;
        for (int i = 0; i < values.Length; i += Sums)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.Create(values[i..]));
            (Vector256<double> c, Vector256<double> d) = Vector256.Widen(Vector256.Create(values[(i + (Sums / 2))..]));
            first += a * a;
            second += b * b;
            third += c * c;
            fourth += d * d;
        }

        Span<double> sums = stackalloc double[Sums];
        first.StoreUnsafe(ref sums[0]);
        second.StoreUnsafe(ref sums[4]);
        third.StoreUnsafe(ref sums[8]);
        fourth.StoreUnsafe(ref sums[12]);
        return Tree(sums);
    }
}

using System.Runtime.CompilerServices;
using CnnGen.Execution;
using CnnGen.Numerics;

namespace CnnGen.Training.Optimizers;

/// <summary>
/// A product of matrices on lanes, whose rows and columns fill whole tiles: result = scale × left × right + addend scale × addend. Each number
/// of the result is one sum, in the order of the inner dimension, whatever the width of vectors and the number of threads.
/// </summary>
internal sealed class MatrixProduct(LaneWidth width) : IParallelWork
{
    /// <summary>Rows of a tile: as many sums as keep two units with a latency of four cycles busy.</summary>
    public const int TileRows = 8;

    // Shorter tasks cost more to take than they save.
    private const long MultiplyAddsOfTask = 1 << 16;

    private readonly LaneWidth _width = LaneWidths.Resolve(width);
    private MatrixOperands _operands;
    private int _tiles;
    private int _tilesOfTask;

    /// <summary>Computes a product.</summary>
    public void Compute(MatrixOperands operands, int threads)
    {
        _operands = operands;
        _tiles = operands.Rows / TileRows;
        _tilesOfTask = (int)Math.Clamp(MultiplyAddsOfTask / ((long)TileRows * operands.Inner * operands.Columns), 1, _tiles);
        WorkerPool.Shared.Run(this, (_tiles + _tilesOfTask - 1) / _tilesOfTask, threads);
    }

    public void Run(int task, int worker)
    {
        int end = Math.Min(_tiles, (task + 1) * _tilesOfTask);
        for (int tile = task * _tilesOfTask; tile < end; tile++)
        {
            switch (_width)
            {
                case LaneWidth.Bits128:
                    ComputeRows<Lanes128>(tile * TileRows);
                    break;
                case LaneWidth.Bits256:
                    ComputeRows<Lanes256>(tile * TileRows);
                    break;
                default:
                    ComputeRows<Lanes512>(tile * TileRows);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeRows<V>(int row)
        where V : struct, ILanes<V>
    {
        MatrixOperands operands = _operands;
        nint columns = operands.Columns;
        nint step = operands.LeftRowStep;
        for (nint column = 0; column < columns; column += V.Count)
        {
            ref float left = ref Unsafe.Add(ref operands.Left.Origin, row * step);
            ref float right = ref Unsafe.Add(ref operands.Right.Origin, column);
            V sum0 = V.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0;
            for (int inner = 0; inner < operands.Inner; inner++)
            {
                V factor = V.Load(ref right);
                V.Accumulate(ref sum0, factor, ref left, 0);
                V.Accumulate(ref sum1, factor, ref left, step);
                V.Accumulate(ref sum2, factor, ref left, 2 * step);
                V.Accumulate(ref sum3, factor, ref left, 3 * step);
                V.Accumulate(ref sum4, factor, ref left, 4 * step);
                V.Accumulate(ref sum5, factor, ref left, 5 * step);
                V.Accumulate(ref sum6, factor, ref left, 6 * step);
                V.Accumulate(ref sum7, factor, ref left, 7 * step);
                left = ref Unsafe.Add(ref left, operands.LeftInnerStep);
                right = ref Unsafe.Add(ref right, columns);
            }

            nint place = (row * columns) + column;
            Store(operands, place, sum0);
            Store(operands, place + columns, sum1);
            Store(operands, place + (2 * columns), sum2);
            Store(operands, place + (3 * columns), sum3);
            Store(operands, place + (4 * columns), sum4);
            Store(operands, place + (5 * columns), sum5);
            Store(operands, place + (6 * columns), sum6);
            Store(operands, place + (7 * columns), sum7);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V>(in MatrixOperands operands, nint place, V sum)
        where V : struct, ILanes<V>
    {
        if (operands.Addend is { } addend)
        {
            V scaled = V.Load(ref Unsafe.Add(ref addend.Origin, place)) * V.Broadcast(operands.AddendScale);
            sum = V.MultiplyAdd(V.Broadcast(operands.Scale), sum, scaled);
        }

        V.Store(sum, ref Unsafe.Add(ref operands.Result.Origin, place));
    }
}

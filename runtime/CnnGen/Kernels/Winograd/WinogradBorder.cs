using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>A copy of a tile that reaches beyond its image, with zeros where there is none.</summary>
/// <param name="memory"><see cref="Length"/> floats.</param>
internal readonly ref struct WinogradBorder(Span<float> memory)
{
    /// <summary>Floats of 4×4 vectors.</summary>
    public const int Length = 16 * MicroBatch.Samples;

    private readonly ref float _origin = ref MemoryMarshal.GetReference(memory);

    /// <summary>The tile: [4][4].</summary>
    public ref float Origin => ref _origin;

    /// <summary>Copies 4×4 vectors of an image[<paramref name="height"/>][<paramref name="width"/>] from a place that may lie outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Read<V>(ref float image, int height, int width, int row, int column)
        where V : struct, ILanes<V>
    {
        for (int y = 0; y < 4; y++)
        {
            for (int x = 0; x < 4; x++)
            {
                bool isInside = (uint)(row + y) < (uint)height && (uint)(column + x) < (uint)width;
                V.Store(isInside ? V.Load(ref image, ((row + y) * width) + column + x) : V.Zero, ref _origin, (4 * y) + x);
            }
        }
    }
}

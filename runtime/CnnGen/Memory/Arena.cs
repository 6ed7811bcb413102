using System.Runtime.CompilerServices;

namespace CnnGen.Memory;

/// <summary>
/// A fixed stretch of floats that starts at a multiple of 64 bytes and never moves. It is garbage-collected memory:
/// nothing to dispose.
/// </summary>
internal sealed class Arena
{
    private const int AlignmentBytes = 64;
    private const int AlignmentFloats = AlignmentBytes / sizeof(float);
    private readonly float[] _memory;
    private readonly int _offset;

    /// <summary>Allocates <paramref name="length"/> floats, all zero.</summary>
    /// <param name="length">Floats; zero is allowed.</param>
    public Arena(int length)
    {
        _memory = GC.AllocateArray<float>(checked(length + AlignmentFloats), pinned: true);
        _offset = OffsetToAlignment(_memory);
        Length = length;
    }

    /// <summary>Floats.</summary>
    public int Length { get; }

    /// <summary>The first float; kernels step from it without a bounds check.</summary>
    public ref float Origin => ref _memory[_offset];

    /// <summary>All floats.</summary>
    public Span<float> Span => _memory.AsSpan(_offset, Length);

    /// <summary>The bytes that an arena of so many floats takes, with the room that lets it start at a multiple of 64.</summary>
    public static long BytesFor(long length) => sizeof(float) * (length + AlignmentFloats);

    // The array is pinned, so that its address, and with it the offset to the next 64-byte line, stays what it is.
    private static unsafe int OffsetToAlignment(float[] memory)
    {
        nint address = (nint)Unsafe.AsPointer(ref memory[0]);
        nint past = address % AlignmentBytes;
        return past == 0 ? 0 : (int)((AlignmentBytes - past) / sizeof(float));
    }
}

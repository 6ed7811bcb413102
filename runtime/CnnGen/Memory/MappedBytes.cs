using System.Buffers;

namespace CnnGen.Memory;

/// <summary>What an assembly holds as a resource, where the system has mapped it: to be read, and as long as the stream is alive.</summary>
/// <param name="resource">The stream of the resource, at its beginning.</param>
internal sealed unsafe class MappedBytes(UnmanagedMemoryStream resource) : MemoryManager<byte>
{
    private readonly byte* _first = resource.PositionPointer;

    public override Span<byte> GetSpan() => new(_first, checked((int)resource.Length));

    public override MemoryHandle Pin(int elementIndex = 0) => new(_first + elementIndex);

    // It does not move.
    public override void Unpin()
    {
    }

    // It is the assembly's, and goes with it.
    protected override void Dispose(bool disposing)
    {
    }
}

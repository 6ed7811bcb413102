using System.Runtime.CompilerServices;
using CnnGen.Parameters;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>
/// Floats between two guards, all of them one particular not-a-number: a kernel that reads what nobody has written
/// computes nonsense, and one that writes past an end is found out.
/// </summary>
internal sealed class GuardedMemory
{
    // A whole number of cache lines, so that what lies between keeps the alignment of an arena.
    private const int GuardLength = 64;
    private const int Poison = 0x7FC0DEAD;
    private readonly Arena _memory;
    private readonly int _length;

    public GuardedMemory(int length)
    {
        _length = length;
        _memory = new Arena(length + (2 * GuardLength));
        _memory.Span.Fill(BitConverter.Int32BitsToSingle(Poison));
    }

    public ref float Origin => ref Unsafe.Add(ref _memory.Origin, GuardLength);

    public Span<float> Span => _memory.Span.Slice(GuardLength, _length);

    public void VerifyGuards(string name)
    {
        Verify(_memory.Span[..GuardLength], $"in front of the {name}");
        Verify(_memory.Span[^GuardLength..], $"behind the {name}");
    }

    private static void Verify(ReadOnlySpan<float> guard, string place)
    {
        foreach (float value in guard)
        {
            Assert.True(BitConverter.SingleToInt32Bits(value) == Poison, $"A kernel wrote {place}.");
        }
    }
}

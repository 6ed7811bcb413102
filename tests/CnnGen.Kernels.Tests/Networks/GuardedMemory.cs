using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Memory;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>
/// Floats between two guards as large as they are, all of them one particular not-a-number: a kernel that reads what nobody has
/// written, or what is not its own, computes nonsense, and one that writes past an end is found out.
/// </summary>
/// <param name="length">Floats.</param>
/// <param name="isClean">Whether they are zeros to begin with; the guards are not.</param>
internal sealed class GuardedMemory(int length, bool isClean = false)
{
    // A whole number of cache lines, so that what lies between keeps the alignment of an arena.
    private const int Line = 16;
    private const int LeastGuard = 64;
    private const int Poison = 0x7FC0DEAD;
    private readonly int _guard = GuardOf(length);
    private readonly Arena _memory = Fill(length, isClean);

    public ref float Origin => ref Unsafe.Add(ref _memory.Origin, _guard);

    public Span<float> Span => _memory.Span.Slice(_guard, length);

    public void VerifyGuards(string name)
    {
        Verify(_memory.Span[.._guard], $"before the {name}");
        Verify(_memory.Span[(_guard + length)..], $"after the {name}");
    }

    private static int GuardOf(int length) => Math.Max(LeastGuard, (length + Line - 1) / Line * Line);

    private static Arena Fill(int length, bool isClean)
    {
        int guard = GuardOf(length);
        var memory = new Arena(length + (2 * guard));
        memory.Span.Fill(BitConverter.Int32BitsToSingle(Poison));
        if (isClean)
        {
            memory.Span.Slice(guard, length).Clear();
        }

        return memory;
    }

    private static void Verify(ReadOnlySpan<float> guard, string place)
    {
        if (MemoryMarshal.Cast<float, int>(guard).IndexOfAnyExcept(Poison) is int at and >= 0)
        {
            Assert.Fail($"A kernel wrote {at} floats into the guard {place}.");
        }
    }
}

namespace CnnGen.Generator.Shapes;

/// <summary>How a kernel or a pool slides along one dimension.</summary>
/// <param name="Kernel">Its size.</param>
/// <param name="Stride">Its step.</param>
/// <param name="Padding">Zeros before the first and behind the last input.</param>
internal readonly record struct Window(int Kernel, int Stride, int Padding)
{
    /// <summary>The least input on which the window fits once.</summary>
    public int SmallestInput => Math.Max(1, Kernel - (2 * Padding));

    /// <summary>The largest kernel up to this one that fits on <paramref name="input"/> once.</summary>
    public int LargestKernel(int input) => (int)Math.Min(Kernel, input + (2L * Padding));

    /// <summary>The positions along <paramref name="input"/>; zero or fewer where the window does not fit once.</summary>
    public long Output(int input)
    {
        long room = input + (2L * Padding) - Kernel;
        return room < 0 ? 0 : (room / Stride) + 1;
    }

    /// <summary>Inputs that no window reads: behind the last, and between windows that stand further apart than they are wide.</summary>
    public long Unread(int input) => input - (Read(input, input + (long)Padding) - Read(input, Padding));

    // What windows read of the first places, padding included.
    private long Read(int input, long places)
    {
        long reached = Math.Min(places, ((Output(input) - 1) * Stride) + Kernel);
        return Stride <= Kernel ? reached : (reached / Stride * Kernel) + Math.Min(reached % Stride, Kernel);
    }
}

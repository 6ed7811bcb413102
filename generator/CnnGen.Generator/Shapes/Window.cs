namespace CnnGen.Generator.Shapes;

/// <summary>How a kernel or a pool slides along one dimension.</summary>
/// <param name="Kernel">Its size.</param>
/// <param name="Stride">Its step.</param>
/// <param name="Padding">Zeros before the first and behind the last input.</param>
/// <param name="Dilation">Inputs from one tap of the kernel to the next.</param>
/// <param name="Ceiling">Whether a last window may begin on the input or in front of it and end behind its padding.</param>
internal readonly record struct Window(int Kernel, int Stride, int Padding, int Dilation = 1, bool Ceiling = false)
{
    /// <summary>The inputs from its first tap to its last, both included.</summary>
    public long Extent => ((Kernel - 1L) * Dilation) + 1;

    /// <summary>The least input on which the window fits once.</summary>
    public long SmallestInput => Math.Max(1, Extent - (2L * Padding));

    /// <summary>The largest kernel up to this one that fits on <paramref name="input"/> once.</summary>
    public int LargestKernel(int input) => (int)Math.Min(Kernel, ((input + (2L * Padding) - 1) / Dilation) + 1);

    /// <summary>The largest dilation with which the window fits on <paramref name="input"/> once; 0 for none.</summary>
    public long LargestDilation(int input) => Kernel == 1 ? long.MaxValue : Math.Max(0, (input + (2L * Padding) - 1) / (Kernel - 1));

    /// <summary>The positions along <paramref name="input"/>; zero or fewer where the window does not fit once.</summary>
    public long Output(int input)
    {
        long room = input + (2L * Padding) - Extent;
        if (room < 0)
        {
            return 0;
        }

        long whole = (room / Stride) + 1;
        return Ceiling && room % Stride != 0 && whole * Stride < input + (long)Padding ? whole + 1 : whole;
    }

    /// <summary>
    /// Inputs that no window reads: behind the last, and between windows that stand further apart than they are wide. A
    /// window with dilation counts as if it read what lies between its taps.
    /// </summary>
    public long Unread(int input) => input - (Read(input, input + (long)Padding) - Read(input, Padding));

    // What windows read of the first places, padding included.
    private long Read(int input, long places)
    {
        long reached = Math.Min(places, ((Output(input) - 1) * Stride) + Extent);
        return Stride <= Extent ? reached : (reached / Stride * Extent) + Math.Min(reached % Stride, Extent);
    }

    /// <summary>The input under a tap at a position; outside the input it is padding.</summary>
    public long Source(long position, long tap) => (position * Stride) + (tap * Dilation) - Padding;

    /// <summary>Whether some tap lies outside of <paramref name="input"/>.</summary>
    public bool ReachesOutside(int input) => Padding > 0 || EndsBehindPadding(input);

    /// <summary>Whether the last window ends behind the padding of <paramref name="input"/>.</summary>
    public bool EndsBehindPadding(int input) => Source(Output(input) - 1, Kernel - 1) >= input + (long)Padding;

    /// <summary>The taps of all positions together that meet an input, and do not lie on padding.</summary>
    public long Contacts(int input)
    {
        long positions = Output(input);
        long contacts = 0;
        for (int tap = 0; tap < Kernel; tap++)
        {
            long first = Source(0, tap);
            long before = first < 0 ? Math.Min(positions, (Stride - 1 - first) / Stride) : 0;
            long end = first < input ? Math.Min(positions, (input - first + Stride - 1) / Stride) : 0;
            contacts += Math.Max(0, end - before);
        }

        return contacts;
    }
}

namespace CnnGen.Generator.Shapes;

/// <summary>How a kernel or a pool slides along one dimension.</summary>
/// <param name="Kernel">Its size.</param>
/// <param name="Stride">Its step.</param>
/// <param name="Padding">Zeros before the first and behind the last input.</param>
internal readonly record struct Window(int Kernel, int Stride, int Padding)
{
    /// <summary>The least input on which the window fits once.</summary>
    public int SmallestInput => Math.Max(1, Kernel - (2 * Padding));

    /// <summary>The positions along <paramref name="input"/>; zero or fewer where the window does not fit once.</summary>
    public long Output(int input)
    {
        long room = input + (2L * Padding) - Kernel;
        return room < 0 ? 0 : (room / Stride) + 1;
    }
}

namespace CnnGen.Numerics;

/// <summary>Says which results are the same to the bit.</summary>
internal static class Arithmetic
{
    /// <summary>
    /// Raised by every version whose kernels or training give other bits than the one before, be it by the order of one sum. Checkpoints
    /// store it, so that a run that is resumed says that it will not end with the bits of one that was never interrupted.
    /// </summary>
    public const int Version = 1;
}

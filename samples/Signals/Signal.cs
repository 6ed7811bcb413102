using System.Numerics.Tensors;

namespace Signals;

/// <summary>What is done to signals before they are compared or learned.</summary>
internal static class Signal
{
    /// <summary>
    /// Shifts and scales a signal to a mean of 0 and a standard deviation of 1 (z-normalisation, as the sets of the UCR
    /// archive come); one that never changes becomes 0.
    /// </summary>
    public static void Normalize(Span<float> signal)
    {
        TensorPrimitives.Subtract(signal, TensorPrimitives.Average<float>(signal), signal);
        float deviation = MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(signal) / signal.Length);
        if (deviation > 0)
        {
            TensorPrimitives.Divide(signal, deviation, signal);
        }
    }

    /// <summary>Writes a signal that comes some points later, or earlier below 0; an end that is missing repeats its last value.</summary>
    public static void Shift(ReadOnlySpan<float> signal, int points, Span<float> destination)
    {
        for (int i = 0; i < signal.Length; i++)
        {
            destination[i] = signal[Math.Clamp(i - points, 0, signal.Length - 1)];
        }
    }
}

using System.Diagnostics;

namespace DigitReader;

/// <summary>How long one digit takes, on one thread.</summary>
internal static class Latency
{
    private const int Rounds = 2_000;
    private const int DigitsOfRound = 100;

    /// <summary>Reads a digit again and again, for some seconds.</summary>
    public static string Measure(LeNet5 network)
    {
        float[] digit = MnistForm.Of(SampleDigits.Open("7.pgm"));
        double[] microseconds = new double[Rounds];
        foreach (int round in Enumerable.Range(0, Rounds))
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < DigitsOfRound; i++)
            {
                network.Predict(digit);
            }

            microseconds[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / DigitsOfRound;
        }

        // The first rounds warm up, which on the JIT takes a while; where others use the machine, the fastest round tells most.
        double[] warm = [.. microseconds.Skip(Rounds / 2).Order()];
        return $"{warm[warm.Length / 2]:F2} µs a digit, {warm[0]:F2} in the fastest of {warm.Length:N0} rounds of {DigitsOfRound}.";
    }
}

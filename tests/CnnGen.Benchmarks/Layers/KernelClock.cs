using System.Diagnostics;

namespace CnnGen.Benchmarks.Layers;

/// <summary>
/// The stop watch that time-stamped passes call, on one thread. It is public because they live in an assembly of their own.
/// </summary>
public static class KernelClock
{
    private const int CalibrationMarks = 10_000;

    private static long[] s_ticks = [];
    private static long[] s_marks = [];
    private static double s_ticksPerMark;
    private static long s_last;

    /// <summary>A pass begins.</summary>
    public static void Start() => s_last = Stopwatch.GetTimestamp();

    /// <summary>A kernel has run: what passed since the last mark was its time.</summary>
    /// <param name="kernel">Its number.</param>
    public static void Mark(int kernel)
    {
        long now = Stopwatch.GetTimestamp();
        s_ticks[kernel] += now - s_last;
        s_marks[kernel]++;
        s_last = now;
    }

    /// <summary>Sets all times to zero, and measures what a mark itself costs.</summary>
    internal static void Reset(int kernels)
    {
        s_ticks = new long[kernels];
        s_marks = new long[kernels];
        Start();
        for (int mark = 0; mark < CalibrationMarks; mark++)
        {
            Mark(0);
        }

        s_ticksPerMark = (double)s_ticks[0] / CalibrationMarks;
        s_ticks[0] = 0;
        s_marks[0] = 0;
    }

    /// <summary>The seconds that a kernel has taken since <see cref="Reset"/>, without the cost of the marks.</summary>
    internal static double Seconds(int kernel) =>
        Math.Max(0, s_ticks[kernel] - (s_marks[kernel] * s_ticksPerMark)) / Stopwatch.Frequency;

    /// <summary>The seconds that all marks themselves have cost.</summary>
    internal static double OwnSeconds => s_marks.Sum() * s_ticksPerMark / Stopwatch.Frequency;
}

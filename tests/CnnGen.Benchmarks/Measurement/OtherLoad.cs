namespace CnnGen.Benchmarks.Measurement;

/// <summary>What else runs on the machine; figures taken beside it are too low.</summary>
internal static class OtherLoad
{
    private const string Statistics = "/proc/stat";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Watches for half a second, while this process does nothing, how busy the processors are.
    /// </summary>
    /// <returns>0 to 1; 0 where the system is not Linux and does not say.</returns>
    public static double Measure()
    {
        if (!File.Exists(Statistics))
        {
            return 0;
        }

        (long total, long idle) = Read();
        Thread.Sleep(Interval);
        (long totalAfter, long idleAfter) = Read();
        return 1 - ((double)(idleAfter - idle) / (totalAfter - total));
    }

    // proc(5): user, nice, system, idle, waiting, interrupts, soft interrupts, stolen; then guests, who are in user already.
    private static (long Total, long Idle) Read()
    {
        long[] times = [.. File.ReadLines(Statistics).First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(long.Parse)];
        return (times.Sum(), times[3] + times[4]);
    }
}

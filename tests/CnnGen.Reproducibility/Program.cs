using System.Runtime.Intrinsics.X86;
using CnnGen.Kernels;
using CnnGen.Reproducibility;

// One line for each run: the network, the width of vectors, the threads, and the hash of the weights. Arguments choose networks.
Console.Error.WriteLine($"Fused multiply-add by the processor: {Fma.IsSupported}");
foreach (Experiment experiment in Experiment.All.Where(experiment => args.Length == 0 || args.Contains(experiment.Name)))
{
    var w = System.Diagnostics.Stopwatch.StartNew();
    foreach (LaneWidth lanes in experiment.IsHeavy ? [LaneWidth.Widest] : Enum.GetValues<LaneWidth>())
    {
        const int Threads = 3;w.Restart();
        Console.WriteLine($"{experiment.Name} {lanes} {Threads} {experiment.Run(Threads, lanes)} {w.ElapsedMilliseconds} ms");
    }
}

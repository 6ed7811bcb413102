using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using CnnGen;
using CnnGen.Reproducibility;

// One line for each run: the network, the width of vectors, the threads, whether this process may use the instruction for a fused
// multiply-add, and the hash of the weights. Arguments choose networks, which are then run with the widest vectors alone.
string multiplyAdd = Fma.IsSupported || AdvSimd.IsSupported ? "fused" : "emulated";
foreach (Experiment experiment in Experiment.All.Where(experiment => args.Length == 0 || args.Contains(experiment.Name)))
{
    foreach (LaneWidth lanes in experiment.IsHeavy || args.Length > 0 ? [LaneWidth.Widest] : Enum.GetValues<LaneWidth>())
    {
        const int Threads = 3;
        Console.WriteLine($"{experiment.Name} {lanes} {Threads} {multiplyAdd} {experiment.Run(Threads, lanes)}");
    }
}

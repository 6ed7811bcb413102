using CnnGen.Kernels;
using CnnGen.Reproducibility;

// One line for each run: the network, the width of vectors, the threads, and the hash of the weights.
foreach (Experiment experiment in Experiment.All)
{
    foreach (LaneWidth lanes in experiment.IsHeavy ? [LaneWidth.Widest] : Enum.GetValues<LaneWidth>())
    {
        const int Threads = 3;
        Console.WriteLine($"{experiment.Name} {lanes} {Threads} {experiment.Run(Threads, lanes)}");
    }
}

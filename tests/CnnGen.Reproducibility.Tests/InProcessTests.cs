using CnnGen.Testing;

namespace CnnGen.Reproducibility.Tests;

/// <summary>Neither threads nor the width of vectors change a bit of the weights.</summary>
public class InProcessTests
{
    public static TheoryData<string, int, LaneWidth> Runs()
    {
        var runs = new TheoryData<string, int, LaneWidth>();
        foreach (Experiment experiment in Experiment.All)
        {
            foreach (int threads in new[] { 1, 2, 3, 7 })
            {
                foreach (LaneWidth lanes in Enum.GetValues<LaneWidth>())
                {
                    // All threads on the widest vectors, all vectors on one thread; in an extended run all combinations.
                    if (lanes == LaneWidth.Widest || threads == 1 || (Extended.IsOn && !experiment.IsHeavy))
                    {
                        runs.Add(experiment.Name, threads, lanes);
                    }
                }
            }
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Training_gives_the_expected_weights(string network, int threads, LaneWidth lanes) => ExpectedHashes.Check(
        network,
        Experiment.All.Single(experiment => experiment.Name == network).Run(threads, lanes),
        $"{threads} threads, vectors: {lanes}");
}

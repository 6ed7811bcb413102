using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests;

/// <summary>No other test may run at the same time: allocations are counted for the whole process.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public class AllocationCollection;

/// <summary>Neither training nor prediction leaves anything for the garbage collector.</summary>
[Collection(nameof(AllocationTests))]
[Trait("Speed", "Slow")]
public class AllocationTests
{
    private const int Attempts = 200;
    private const int StepsPerAttempt = 10;

    // With all that a step may have to do besides, and groups that cut the arena.
    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["Sgd"] = () => new Sgd(0.01f) { Momentum = 0.9f, Nesterov = true, ClipValue = 1e-4f },
        ["AdamW"] = () => new AdamW { AmsGrad = true, GlobalClipNorm = 1e-4f, DecaysBiasesAndNorms = false, Groups = [new("conv1") { LearningRateScale = 0.1f }] },
        ["RmsProp"] = () => new RmsProp { Centered = true, Momentum = 0.9f },
        ["Lion"] = () => new Lion { WeightDecay = 0.1f },
        ["Muon"] = () => new Muon { GlobalClipNorm = 1e-4f, ClipValue = 1e-4f },
    };

    private static readonly TestNetwork[] Networks = [TestNetworks.LeNet5, TestNetworks.OneScore, TestNetworks.SevenNumbers, NormNetworks.Folded];

    public static TheoryData<string, int> NetworksAndThreads()
    {
        var cases = new TheoryData<string, int>();
        foreach (TestNetwork network in Networks)
        {
            cases.Add(network.Name, 1);
            cases.Add(network.Name, 2);
        }

        return cases;
    }

    public static TheoryData<string, int> OptimizersAndThreads()
    {
        var cases = new TheoryData<string, int>();
        foreach (string optimizer in Optimizers.Keys)
        {
            cases.Add(optimizer, 1);
            cases.Add(optimizer, 2);
        }

        return cases;
    }

    [Fact]
    public void A_prediction_into_a_span_allocates_nothing_once_its_thread_has_made_one()
    {
        foreach (TestNetwork network in Networks)
        {
            DrawnBatch batch = DrawnBatch.Draw(network, count: 16);
            NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
            foreach (int count in new[] { 1, 3, 16 })
            {
                float[] samples = batch.Samples[..(count * batch.SampleSize)];
                float[] scores = new float[count * model.Layout.OutputSize];
                var predict = model.PredictMany();
                predict(samples, scores);
                long before = GC.GetAllocatedBytesForCurrentThread();
                predict(samples, scores);
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndThreads))]
    public void A_training_step_allocates_nothing(string name, int threads) =>
        AssertAllocatesNothing(TestNetworks.Named(name), threads, new Sgd(0.01f) { Momentum = 0.9f });

    [Theory]
    [MemberData(nameof(OptimizersAndThreads))]
    public void A_training_step_of_any_optimizer_allocates_nothing(string optimizer, int threads) =>
        AssertAllocatesNothing(TestNetworks.LeNet5, threads, Optimizers[optimizer]());

    private static void AssertAllocatesNothing(TestNetwork network, int threads, Optimizer optimizer)
    {
        DrawnBatch batch = DrawnBatch.Draw(network, count: 64);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        Dataset data = model.Dataset(batch);
        int[] order = Order.First(batch.Count);
        IStepUnderTest step = model.Step(batch.Count, threads, LaneWidth.Widest, optimizer);

        // What one thread does is counted on that thread. The test host allocates now and then on threads of its own, so where
        // there are several one clean attempt is what counts: a step that allocates does so in each.
        Assert.Contains(0, Enumerable.Range(0, Attempts + 1).Select(_ => AllocatedBytes()).Skip(1));

        long Allocated() => threads == 1 ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);

        long AllocatedBytes()
        {
            long before = Allocated();
            for (int i = 0; i < StepsPerAttempt; i++)
            {
                step.ComputeGradient(data, order);
                step.Update();
            }

            return Allocated() - before;
        }
    }
}

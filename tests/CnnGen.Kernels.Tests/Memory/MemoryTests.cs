using CnnGen.Kernels.Tests.Networks;
using CnnGen.Testing;

namespace CnnGen.Kernels.Tests.Memory;

/// <summary>The figures of a network's class are what the runtime holds for it, to the byte.</summary>
[Trait("Speed", "Slow")]
public class MemoryTests
{
    private static readonly (int BatchSize, int Threads)[] s_settings =
        [(1, 1), (16, 3), (17, 2), (64, 2), (100, 16), (300, 5), (300, 64)];

    public static TheoryData<string> Names() =>
    [
        .. TestNetworks.Tested.Concat(TestNetworks.Frozen.Where((_, index) => Extended.IsOn || index % 3 == 0))
            .Concat(NormNetworks.OfImages)
            .Select(network => network.Name),
    ];

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void The_parameters_are_as_many_as_the_constant_says(string network)
    {
        MeasuredNetwork measured = MeasuredNetwork.Create(network);
        Assert.Equal(measured.Parameters, measured.Constant<int>("ParameterCount"));
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void A_trainer_and_its_model_hold_what_the_constant_says(string network)
    {
        MeasuredNetwork measured = MeasuredNetwork.Create(network);
        Assert.Equal(measured.BytesOfTraining(measured.DefaultBatchSize, threads: 1), measured.Constant<long>("TrainingBytes"));
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void A_trainer_of_other_settings_holds_what_the_method_says(string network)
    {
        MeasuredNetwork measured = MeasuredNetwork.Create(network);
        Assert.Equal(
            s_settings.Select(setting => (setting, measured.BytesOfTraining(setting.BatchSize, setting.Threads))),
            s_settings.Select(setting => (setting, measured.TrainingBytesFor(setting.BatchSize, setting.Threads))));
    }

    [Theory]
    [InlineData("Sgd")]
    [InlineData("Adam")]
    [InlineData("AdamW")]
    [InlineData("RmsProp")]
    [InlineData("Lion")]
    [InlineData("Muon")]
    public void A_trainer_with_any_optimizer_holds_what_the_method_says(string name)
    {
        Func<Optimizer>[] optimizers = name switch
        {
            "Sgd" => [() => new Sgd(0.01f) { GlobalClipNorm = 1f }, () => new Sgd(0.01f) { ClipValue = 1f }],
            "Adam" => [() => new Adam()],
            "AdamW" => [() => new AdamW { AmsGrad = true, GlobalClipNorm = 1f }],
            "RmsProp" => [() => new RmsProp(), () => new RmsProp { Centered = true }, () => new RmsProp { Momentum = 0.9f, Centered = true }],
            "Lion" => [() => new Lion { DecaysBiasesAndNorms = false }],
            _ => [() => new Muon(), () => new Muon { GlobalClipNorm = 1f }],
        };
        TestNetwork[] networks = [TestNetworks.LeNet5, NormNetworks.Folded, .. TestNetworks.Frozen.Take(5), .. LocallyConnectedNetworks.All.Take(2), TestNetworks.OneScore];
        foreach (string network in networks.Select(network => network.Name))
        {
            foreach (Func<Optimizer> create in optimizers)
            {
                MeasuredNetwork measured = MeasuredNetwork.Create(network);
                Assert.Equal((network, measured.BytesOfTraining(33, 2, create())), (network, measured.TrainingBytesFor(33, 2, create())));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void A_model_and_a_thread_that_predicts_hold_what_the_constant_says(string network)
    {
        MeasuredNetwork measured = MeasuredNetwork.Create(network);
        Assert.Equal(measured.BytesOfInference(), measured.Constant<long>("InferenceBytes"));
        Assert.Equal(measured.BytesOfInference(), measured.InferenceBytes);
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void A_thread_that_predicts_batches_holds_what_the_plan_says_besides(string network)
    {
        MeasuredNetwork measured = MeasuredNetwork.Create(network);
        Assert.Equal(measured.BytesOfBatchInference(), measured.BatchInferenceBytes);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    public void A_batch_has_samples_and_a_trainer_has_threads(int batchSize, int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => MeasuredNetwork.Create(TestNetworks.LeNet5.Name).TrainingBytesFor(batchSize, threads));
}

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

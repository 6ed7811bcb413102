using System.Runtime.InteropServices;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Parameters;

namespace CnnGen.Kernels.Tests;

/// <summary>Files have all that a network is, whatever layers it has: every layer, option and loss is in one of these networks.</summary>
[Trait("Speed", "Slow")]
public sealed class SavedNetworkTests : IDisposable
{
    private const int Samples = 20;
    private const int BatchSize = 10;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cnngen-");

    public static TheoryData<string> Names() => [.. TestNetworks.Tested.Concat(NormNetworks.All).Select(network => network.Name)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void A_run_that_goes_on_from_its_checkpoint_ends_in_the_bits_of_one_that_never_stopped(string network)
    {
        (NetworkUnderTest whole, Dataset data) = Create(network);
        whole.Fit(data, epochs: 3, BatchSize);

        string checkpoint = Path.Combine(_folder.FullName, "run.checkpoint");
        Create(network).Model.Fit(data, epochs: 1, BatchSize, checkpoint);
        NetworkUnderTest resumed = NetworkUnderTest.Create(CompiledNetworks.ClassOf(TestNetworks.Named(network)));
        resumed.Fit(data, epochs: 3, BatchSize, checkpoint);

        AssertSame(whole, resumed);
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Weights_that_were_saved_are_loaded_to_the_bit(string network)
    {
        NetworkUnderTest saved = Create(network).Model;
        using var file = new MemoryStream();
        saved.Save(file);
        file.Position = 0;
        NetworkUnderTest loaded = NetworkUnderTest.Create(CompiledNetworks.ClassOf(TestNetworks.Named(network)));
        loaded.Load(file);

        AssertSame(saved, loaded);
    }

    private static (NetworkUnderTest Model, Dataset Data) Create(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        DrawnBatch batch = DrawnBatch.DrawFreely(network, Samples, seed: 1);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        return (model, model.Dataset(batch));
    }

    private static void AssertSame(NetworkUnderTest expected, NetworkUnderTest actual)
    {
        foreach ((Parameter one, Parameter other) in expected.Parameters.Zip(actual.Parameters))
        {
            Assert.Equal(one.Name, other.Name);
            Assert.Equal(MemoryMarshal.Cast<float, int>(one.Values), MemoryMarshal.Cast<float, int>(other.Values));
        }
    }
}

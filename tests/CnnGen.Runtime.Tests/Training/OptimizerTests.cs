using CnnGen.Runtime.Tests.Data;
using CnnGen.Runtime.Tests.Networks;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>Trainer, checkpoints and figures of memory know no rule: each asks the optimiser.</summary>
public sealed class OptimizerTests : IDisposable
{
    private static readonly Dataset s_data = Networks.Samples.Draw(100);
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public OptimizerTests() => _path = Path.Combine(_folder.Path, "run.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_of_another_rule_goes_on_from_its_checkpoint_with_the_same_weights()
    {
        var whole = new LinearNetwork();
        Train(whole, new Adam(0.01f), null, epochs: 4);
        Train(new LinearNetwork(), new Adam(0.01f), _path, epochs: 2);
        var resumed = new LinearNetwork(seed: 7);
        Train(resumed, new Adam(0.01f), _path, epochs: 4);
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        Assert.Equal("16", SafetensorsFile.Open(_path).Metadata["cnngen.checkpoint.steps"]);
    }

    [Fact]
    public void A_checkpoint_has_what_the_rule_keeps_under_its_names()
    {
        Train(new LinearNetwork(), new Adam(0.01f), _path, epochs: 1);
        var file = SafetensorsFile.Open(_path);
        Assert.Equal(
            ["fc1.bias", "fc1.bias.exp_avg", "fc1.bias.exp_avg_sq", "fc1.weight", "fc1.weight.exp_avg", "fc1.weight.exp_avg_sq"],
            file.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal("adam", file.Metadata["cnngen.checkpoint.optimizer"]);
        Assert.Equal("0.9", file.Metadata["cnngen.checkpoint.beta_1"]);
        Assert.DoesNotContain("cnngen.checkpoint.momentum", file.Metadata.Keys);
    }

    [Fact]
    public void Another_rule_is_another_run()
    {
        Train(new LinearNetwork(), new Sgd(0.01f), _path, epochs: 1);
        string message = Assert.Throws<InvalidDataException>(() => Train(new LinearNetwork(), new Adam(0.01f), _path, epochs: 2)).Message;
        Assert.Contains("optimizer: expected adam, but found 'sgd'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("beta", message, StringComparison.Ordinal);
        Assert.DoesNotContain("momentum", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_setting_of_the_rule_is_another_run()
    {
        Train(new LinearNetwork(), new Adam(0.01f), _path, epochs: 1);
        string message = Assert.Throws<InvalidDataException>(
            () => Train(new LinearNetwork(), new Adam(0.01f) { Beta2 = 0.99f }, _path, epochs: 2)).Message;
        Assert.Contains("beta 2: expected 0.99, but found '0.999'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("beta 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_of_training_counts_what_the_rule_keeps()
    {
        long one = LinearNetwork.Layout.TrainingBytes(64, threads: 1, new Sgd(0.01f).StateNames.Count);
        long two = LinearNetwork.Layout.TrainingBytes(64, threads: 1, new Adam(0.01f).StateNames.Count);

        // An arena, and the room for its alignment.
        Assert.Equal(sizeof(float) * (LinearNetwork.Layout.LearnedLength + 16), two - one);
    }

    private static void Train(LinearNetwork model, Optimizer optimizer, string? path, int epochs)
    {
        var trainer = new Trainer<LinearNetwork>(model, optimizer)
        {
            BatchSize = 32,
            Threads = 2,
            Checkpoint = path is null ? null : new Checkpoint(path),
            Warnings = null,
        };
        trainer.Fit(s_data, epochs: epochs);
    }
}

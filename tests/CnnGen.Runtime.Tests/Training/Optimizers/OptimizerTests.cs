using CnnGen.Runtime.Tests.Data;
using CnnGen.Runtime.Tests.Networks;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Training.Optimizers;

/// <summary>Trainer, checkpoints and figures of memory know no rule: each asks the optimiser.</summary>
public sealed class OptimizerTests : IDisposable
{
    private static readonly Dataset s_data = Networks.Samples.Draw(100);
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public OptimizerTests() => _path = Path.Combine(_folder.Path, "run.checkpoint");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names() => EachOptimizer.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_of_any_rule_goes_on_from_its_checkpoint_with_the_same_weights(string name)
    {
        var whole = new LinearNetwork();
        Train(whole, EachOptimizer.ByName[name](), null, epochs: 4);
        Train(new LinearNetwork(), EachOptimizer.ByName[name](), _path, epochs: 2);
        var resumed = new LinearNetwork(seed: 7);
        Train(resumed, EachOptimizer.ByName[name](), _path, epochs: 4);
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
    public void Decay_clipping_and_groups_are_settings_too()
    {
        Train(new LinearNetwork(), new Adam(0.01f), _path, epochs: 1);
        string message = Assert.Throws<InvalidDataException>(() => Train(
            new LinearNetwork(),
            new Adam(0.01f)
            {
                AmsGrad = false,
                DecaysBiasesAndNorms = false,
                GlobalClipNorm = 1f,
                ClipValue = 0.5f,
                Groups = [new("fc1.weight") { WeightDecayScale = 0f }, new("fc1") { LearningRateScale = 0.1f }],
            },
            _path,
            epochs: 2)).Message;
        Assert.Contains(
            "  decays biases and norms: expected false, but found 'true'\n  global clip norm: expected 1, but found 'none'\n"
            + "  clip value: expected 0.5, but found 'none'\n"
            + "  groups: expected fc1: learning rate × 0.1, weight decay × 1; fc1.weight: learning rate × 1, weight decay × 0, but found 'none'\n",
            message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_in_another_order_are_the_same_groups()
    {
        ParameterGroup[] groups = [new("fc1.weight") { LearningRateScale = 0.5f }, new("fc1") { LearningRateScale = 0.1f }];
        Train(new LinearNetwork(), new Lion { Groups = groups }, _path, epochs: 1);
        Train(new LinearNetwork(), new Lion { Groups = [.. groups.Reverse()] }, _path, epochs: 2);
    }

    [Fact]
    public void Fit_refuses_a_group_that_names_no_part_and_says_which_there_are()
    {
        var model = new LinearNetwork();
        string before = model.Parameters.ComputeHash();
        Assert.StartsWith(
            "Expected each group to name a layer or a block that learns, but found 'conv1'; there are fc1.",
            Assert.Throws<ArgumentException>("Groups", () => Train(model, new AdamW { Groups = [new("conv1")] }, _path, epochs: 1)).Message,
            StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ComputeHash());
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void Fit_refuses_the_momentum_of_Nesterov_without_one()
    {
        const string Expected = "Nesterov needs a momentum above 0 and a dampening of 0, but found momentum ";
        Assert.StartsWith(
            Expected + "0 and dampening 0.",
            Assert.Throws<ArgumentException>("Nesterov", () => Train(new LinearNetwork(), new Sgd(0.1f) { Nesterov = true }, null, epochs: 1)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            Expected + "0.9 and dampening 0.5.",
            Assert.Throws<ArgumentException>(
                "Nesterov", () => Train(new LinearNetwork(), new Sgd(0.1f) { Nesterov = true, Momentum = 0.9f, Dampening = 0.5f }, null, epochs: 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_of_training_counts_what_the_rule_keeps()
    {
        int learned = LinearNetwork.Layout.LearnedLength;
        long one = Bytes(new Sgd(0.01f));

        // Arenas, each with the room for its alignment.
        Assert.Equal(sizeof(float) * (learned + 16), Bytes(new Adam()) - one);
        Assert.Equal(2 * sizeof(float) * (learned + 16), Bytes(new AdamW { AmsGrad = true }) - one);
        Assert.Equal(0, Bytes(new Lion()) - one);
        Assert.Equal(2 * sizeof(float) * (learned + 16), Bytes(new RmsProp { Centered = true, Momentum = 0.9f }) - one);

        // Sums of blocks of 4,096 floats.
        Assert.Equal(sizeof(double) * ((learned + 4095) / 4096), Bytes(new Sgd(0.01f) { GlobalClipNorm = 1f }) - one);
        Assert.Equal(0, Bytes(new Sgd(0.01f) { ClipValue = 1f }) - one);

        static long Bytes(Optimizer optimizer) => LinearNetwork.Layout.TrainingBytes(64, threads: 1, optimizer.StateBytes(LinearNetwork.Layout));
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

using System.Reflection;

namespace CnnGen.Training.Tests.Pretrained;

/// <summary>Networks that others have trained: exactly as many test images are right here. Skipped where their files are absent.</summary>
public sealed class PretrainedTests
{
    // What the file calls the blocks, and what they are called here.
    private static readonly Dictionary<string, string> s_blocks = new()
    {
        ["layer1.0"] = "stage.body", ["layer1.1"] = "stage2.body", ["layer1.2"] = "stage3.body",
        ["layer2.0"] = "down32", ["layer2.1"] = "stage4.body", ["layer2.2"] = "stage5.body",
        ["layer3.0"] = "down64", ["layer3.1"] = "stage6.body", ["layer3.2"] = "stage7.body",
        ["linear"] = "fc1",
    };

    [SkippableFact]
    public void The_network_of_burn_reads_9917_of_10000_digits()
    {
        var model = new BurnMnist();
        var file = SafetensorsFile.Open(Shared("pretrained", "burn-mnist.safetensors"));
        WeightsReport report = model.LoadWeights(file.Rename(name => name.Replace("norm", "bn", StringComparison.Ordinal)));
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(18, report.Taken.Count);

        (_, IdxDataset test) = Idx.OpenFolder(Path.Combine(AppContext.BaseDirectory, "data"));
        Assert.Equal(9_917, model.Evaluate(test.Normalize([0.1307f], [0.3081f])).Confusion.Correct);
    }

    [SkippableFact]
    public void ResNet_20_knows_915_of_the_first_1000_photographs()
    {
        var model = new ResNet20();
        var file = SafetensorsFile.Open(Shared("pretrained", "resnet20-cifar10.safetensors"));
        WeightsReport report = model.LoadWeights(file.Rename(Name));
        Assert.True(report.IsComplete, report.ToString());
        Assert.Empty(report.LeftOver);

        (_, CifarDataset test) = Cifar10.OpenFolder(Shared("cifar-10"));
        Dataset images = test.Normalize([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f])[..1_000];
        Assert.Equal(915, model.Evaluate(images).Confusion.Correct);

        // And one by one, by the kernels of a single sample, with norms folded into weights.
        float[] image = new float[images.SampleSize];
        int right = 0;
        for (int i = 0; i < images.Count; i++)
        {
            images.CopySample(i, image);
            right += model.Predict(image).Label == images.Label(i) ? 1 : 0;
        }

        Assert.Equal(915, right);
    }

    private static string Name(string name)
    {
        string? block = s_blocks.Keys.SingleOrDefault(block => name.StartsWith($"{block}.", StringComparison.Ordinal));
        return block is null ? name : s_blocks[block] + name[block.Length..];
    }

    private static string Shared(params string[] names)
    {
        string root = Environment.GetEnvironmentVariable("CNNGEN_DATA") ?? typeof(PretrainedTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Data").Value!;
        string path = Path.Combine([root, .. names]);
        Skip.IfNot(Path.Exists(path), $"There is no {path}; CNNGEN_DATA names the folder that has {names[0]}.");
        return path;
    }
}

using System.Diagnostics;
using System.Reflection;

namespace CnnGen.Runtime.Tests.Weights;

/// <summary>Files that others wrote, and others that read ours. Skipped where they are absent.</summary>
public sealed class ForeignFileTests : IDisposable
{
    // Reads a file with the reference implementation: name, type, shape and bytes of each tensor.
    private const string Script = """
        import sys
        from safetensors import deserialize
        for name, tensor in sorted(deserialize(open(sys.argv[1], "rb").read())):
            print(name, tensor["dtype"], list(tensor["shape"]), bytes(tensor["data"]).hex())
        """;

    private readonly Data.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void The_network_that_burn_publishes_is_read()
    {
        SafetensorsFile file = SafetensorsFile.Open(Pretrained("burn-mnist.safetensors"));
        Assert.Equal(20, file.Tensors.Count);
        Assert.Equal("norm1.num_batches_tracked I64 []", file.Tensors[0].ToString());
        Assert.True(file.TryGetTensor("fc1.weight", out SafetensorsTensor? tensor));
        Assert.Equal("fc1.weight F32 [32, 11616]", tensor.ToString());

        var model = new BurnMnist();
        WeightsReport report = model.LoadWeights(file);
        Assert.Equal(model.Parameters.Select(parameter => parameter.Name), report.Taken);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Mismatched);
        Assert.Equal(10, report.LeftOver.Count);
        Assert.All(report.LeftOver, name => Assert.StartsWith("norm", name, StringComparison.Ordinal));
        Assert.True(tensor.Bytes.Span.SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(model.Fc1.Weight.Values)));
    }

    [SkippableFact]
    public void A_residual_network_is_read()
    {
        SafetensorsFile file = SafetensorsFile.Open(Pretrained("resnet20-cifar10.safetensors"));
        Assert.Equal(new FileInfo(Pretrained("resnet20-cifar10.safetensors")).Length - 8 - 8160, file.Tensors.Sum(tensor => (long)tensor.Bytes.Length));
        Assert.All(file.Tensors, tensor =>
        {
            float[] values = new float[tensor.Count];
            tensor.CopyTo(values);
            Assert.All(values, value => Assert.True(float.IsFinite(value)));
            Assert.Contains(values, value => value != 0);
        });
        Assert.True(file.TryGetTensor("layer2.0.conv1.weight", out SafetensorsTensor? convolution));
        Assert.Equal([32, 16, 3, 3], convolution.Shape);
    }

    [SkippableFact]
    public void The_reference_implementation_reads_what_was_saved()
    {
        string path = Path.Combine(_folder.Path, "small.safetensors");
        var model = new Small(seed: 5);
        model.Save(path);
        string? read = Python("-c", Script, path);
        Skip.If(read is null, "Python has no module safetensors here.");
        Assert.Equal(
            model.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter =>
                $"{parameter.Name} F32 [{string.Join(", ", parameter.Shape)}] {Convert.ToHexStringLower(System.Runtime.InteropServices.MemoryMarshal.AsBytes(parameter.Values))}"),
            read.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Pretrained(string name)
    {
        string data = Environment.GetEnvironmentVariable("CNNGEN_DATA") ?? typeof(ForeignFileTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Data").Value!;
        string path = Path.Combine(data, "pretrained", name);
        Skip.IfNot(File.Exists(path), $"There is no {path}.");
        return path;
    }

    private static string? Python(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (errors.Result.Contains("No module named 'safetensors'", StringComparison.Ordinal))
            {
                return null;
            }

            Assert.True(process.ExitCode == 0, errors.Result);
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

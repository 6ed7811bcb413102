using CnnGen.Onnx.Format;
using CnnGen.Onnx.Import;
using Xunit.Abstractions;

namespace CnnGen.Onnx.Tests.Import;

/// <summary>The ONNX project's own test models, a node each, imported, compiled and run like any other model.</summary>
public class BackendVectorTests(ITestOutputHelper output)
{
    /// <summary>What is taken of each operator, so that none is lost unseen.</summary>
    private static readonly Dictionary<string, int> Taken = new()
    {
        ["AveragePool"] = 8,
        ["BatchNormalization"] = 2,
        ["Conv"] = 6,
        ["Dropout"] = 2,
        ["Flatten"] = 3,
        ["Gelu"] = 1,
        ["Gemm"] = 8,
        ["GlobalAveragePool"] = 2,
        ["Identity"] = 1,
        ["LRN"] = 2,
        ["LeakyRelu"] = 2,
        ["MaxPool"] = 8,
        ["Relu"] = 1,
        ["Sigmoid"] = 1,
        ["Softmax"] = 2,
        ["Tanh"] = 1,
    };

    [SkippableFact]
    public void What_is_taken_gives_the_expected_outputs()
    {
        string[] folders = [.. Directory.GetDirectories(SharedData.Folder("onnx-node")).Order(StringComparer.Ordinal)];
        List<(string Folder, string Operation, OnnxImport? Import, string Outcome)> vectors = [.. folders.Select(Read)];
        var taken = vectors.Where(vector => vector.Import is not null).ToList();
        IReadOnlyList<ImportedNetwork> networks = ImportedNetwork.Compile([.. taken.Select(vector => vector.Import!)]);
        List<string> failures = [];
        foreach (((string folder, _, _, _), ImportedNetwork network) in taken.Zip(networks))
        {
            try
            {
                string data = Path.Combine(folder, "test_data_set_0");
                (_, Constant input) = OnnxFile.Tensor(Path.Combine(data, "input_0.pb"));
                (_, Constant expected) = OnnxFile.Tensor(Path.Combine(data, "output_0.pb"));
                Closeness.Assert(expected.Floats!, network.Predict(input.Floats!), 1e-5);
            }
            catch (Xunit.Sdk.XunitException failure)
            {
                failures.Add($"{Path.GetFileName(folder)}: {failure.Message}");
            }
        }

        Report(vectors, failures);
        Assert.Empty(failures);
        Assert.Equal(Taken, taken.CountBy(vector => vector.Operation).ToDictionary());
    }

    private static (string Folder, string Operation, OnnxImport? Import, string Outcome) Read(string folder)
    {
        byte[] model = OnnxFile.WithConstants(folder);
        string operation = ModelProto.Parser.ParseFrom(model).Graph.Node[0].OpType;
        string name = string.Concat(Path.GetFileName(folder).Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        try
        {
            return (folder, operation, OnnxImport.Read(model, new OnnxImportOptions { ClassName = name }), "taken");
        }
        catch (InvalidDataException refusal)
        {
            return (folder, operation, null, refusal.Message);
        }
    }

    private void Report(List<(string Folder, string Operation, OnnxImport? Import, string Outcome)> vectors, List<string> failures)
    {
        output.WriteLine($"{"operator",-20} passed failed unsupported");
        foreach (var operation in vectors.GroupBy(vector => vector.Operation).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            int failed = operation.Count(vector => failures.Exists(failure => failure.StartsWith($"{Path.GetFileName(vector.Folder)}:", StringComparison.Ordinal)));
            int taken = operation.Count(vector => vector.Import is not null);
            output.WriteLine($"{operation.Key,-20} {taken - failed,6} {failed,6} {operation.Count() - taken,11}");
        }

        foreach (var vector in vectors.Where(vector => vector.Import is null))
        {
            output.WriteLine($"{Path.GetFileName(vector.Folder)}: {vector.Outcome}");
        }

        failures.ForEach(output.WriteLine);
    }
}

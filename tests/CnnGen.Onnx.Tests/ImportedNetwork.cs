using System.Reflection;
using CnnGen.Networks;
using CnnGen.Testing;

namespace CnnGen.Onnx.Tests;

/// <summary>An imported model whose declaration has been compiled and whose weights have been loaded.</summary>
internal abstract class ImportedNetwork
{
    public abstract NetworkLayout Layout { get; }

    /// <summary>Compiles a model as it would be in a project.</summary>
    public static ImportedNetwork Compile(OnnxImport import) =>
        Create(new NetworkCompilation(import.Declaration).EmitAndLoad(), import);

    /// <summary>Compiles many at once. Their names must differ; advice on layers that nobody would write is silenced.</summary>
    public static IReadOnlyList<ImportedNetwork> Compile(IReadOnlyList<OnnxImport> imports)
    {
        IEnumerable<string> declarations = imports.Select(import =>
            import.Declaration.Replace("using CnnGen;", "#pragma warning disable", StringComparison.Ordinal));
        Assembly assembly = new NetworkCompilation($"using CnnGen;\n{string.Join('\n', declarations)}").EmitAndLoad();
        return [.. imports.Select(import => Create(assembly, import))];
    }

    public abstract float[] Predict(float[] samples);

    public abstract Evaluation Evaluate(Dataset data);

    public abstract IReadOnlyList<LayerOutput> Activations(float[] sample);

    private static ImportedNetwork Create(Assembly assembly, OnnxImport import)
    {
        Type network = assembly.GetTypes().Single(type => type.Name == import.ClassName);
        using var weights = new MemoryStream();
        import.SaveWeights(weights);
        return (ImportedNetwork)Activator.CreateInstance(typeof(ImportedNetwork<>).MakeGenericType(network), weights.ToArray())!;
    }
}

/// <inheritdoc/>
internal sealed class ImportedNetwork<T>(byte[] weights) : ImportedNetwork
    where T : class, INetwork<T>
{
    private readonly T _model = WeightsFile.Load((T)Activator.CreateInstance(typeof(T), 0)!, weights);

    public override NetworkLayout Layout => T.Layout;

    public override float[] Predict(float[] samples)
    {
        float[] scores = new float[samples.Length / T.Layout.InputSize * T.Layout.OutputSize];
        Predictor.Predict(_model, samples, scores);
        return scores;
    }

    public override Evaluation Evaluate(Dataset data) => _model.Evaluate(data);

    public override IReadOnlyList<LayerOutput> Activations(float[] sample) => _model.Activations(sample);
}

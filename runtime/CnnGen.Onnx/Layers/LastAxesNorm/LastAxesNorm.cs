using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>A norm of the channels of each position, or of all values of a sample, which ONNX has over the last axes.</summary>
/// <param name="Kind">The name of its attribute.</param>
/// <param name="Epsilon">What is added to a variance, or to a mean square.</param>
/// <param name="WholeSample">Whether it is all values, each of which has parameters of its own.</param>
internal abstract record LastAxesNorm(string Kind, float Epsilon, bool WholeSample) : Layer, IExportedLayer
{
    public sealed override string CanonicalText => $"{Kind}(Epsilon = {NumberText.Of(Epsilon)}{(WholeSample ? ", WholeSample = true" : string.Empty)})";

    public sealed override string Attribute
    {
        get
        {
            string[] options =
            [
                .. Epsilon == DefaultEpsilon ? [] : new[] { $"Epsilon = {NumberText.Of(Epsilon)}" },
                .. WholeSample ? ["WholeSample = true"] : Array.Empty<string>(),
            ];
            return options.Length == 0 ? Kind : $"{Kind}({string.Join(", ", options)})";
        }
    }

    /// <summary>The operator of ONNX, and the version of the operators that brought it.</summary>
    protected abstract (string Name, int OperatorSet) Operator { get; }

    /// <summary>That of the attribute.</summary>
    protected abstract float DefaultEpsilon { get; }

    /// <summary>Whether it has biases.</summary>
    protected abstract bool HasBias { get; }

    // The channels of a position have to become the last axis.
    public void Write(LayerWriter writer)
    {
        GraphWriter graph = writer.Graph;
        graph.RequireOperatorSet(Operator.OperatorSet);
        string[] weights = writer.TakeWeights(HasBias, out string name);
        int last = writer.Dimensions;
        bool turns = !WholeSample && last > 1;
        if (turns)
        {
            graph.Append("Transpose", $"{name}.turned", [], GraphWriter.Attribute("perm", [0, .. Enumerable.Range(2, last - 1), 1]));
        }

        graph.Append(
            Operator.Name,
            turns ? $"{name}.normalized" : name,
            weights,
            GraphWriter.Attribute("axis", turns ? last : 1),
            GraphWriter.Attribute("epsilon", Epsilon));
        if (turns)
        {
            graph.Append("Transpose", name, [], GraphWriter.Attribute("perm", [0, last, .. Enumerable.Range(1, last - 1)]));
        }
    }

    /// <summary>Appends a node that normalises over the last axes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="chain">Where to.</param>
    /// <param name="kind">The name of the attribute.</param>
    /// <param name="bias">Its biases, where the layer has any.</param>
    /// <param name="create">The layer, from its epsilon and whether it is of all values.</param>
    protected static void Read(Node node, Chain chain, string kind, float[]? bias, Func<float, bool, LastAxesNorm> create)
    {
        float[] scale = node.Floats(1, "scale");
        float epsilon = NormEpsilon.Of(node, kind);
        if (chain.Shape is not { } shape)
        {
            return;
        }

        long axis = node.Integer("axis", -1);
        long first = axis < 0 ? axis + shape.Count + 1 : axis;
        bool ofPositions = first == shape.Count && (shape.Count == 1 || chain.Form == ValueForm.ChannelsLast);
        bool ofSample = first == 1 && chain.Form == ValueForm.Usual;
        if (!ofPositions && !ofSample)
        {
            throw new RefusedException(
                $"with axis = {axis} it normalises other values of {string.Join('×', shape)} than CnnGen's {kind}: the channels of each position, which a Transpose makes the last axis, or all of a sample");
        }

        int weights = ofPositions ? shape[0] : chain.Size;
        if (scale.Length != weights || (bias is not null && bias.Length != weights))
        {
            throw new RefusedException($"it has {scale.Length} scales{(bias is null ? string.Empty : $" and {bias.Length} biases")} for {weights} values");
        }

        chain.Limits.Spend(weights);
        chain.Append(new ImportedLayer(create(epsilon, !ofPositions), [.. scale], ofPositions ? [weights] : shape, bias), shape);
    }
}

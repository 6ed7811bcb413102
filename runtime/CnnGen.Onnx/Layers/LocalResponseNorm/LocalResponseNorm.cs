using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>Each value over a power of the mean square of its neighbours.</summary>
/// <param name="Size">Channels of a neighbourhood.</param>
/// <param name="Alpha">What the mean of their squares is multiplied by.</param>
/// <param name="Beta">The power.</param>
/// <param name="K">What is added before it is taken.</param>
/// <export layers="LocalResponseNorm">LRN; of a signal or a vector between Unsqueeze and Squeeze, since ONNX Runtime takes only images; Mul where
/// alpha or beta is 0, which it refuses</export>
/// <import operators="LRN">`LocalResponseNorm` <refused>an even size; a bias that is not positive</refused></import>
internal sealed record LocalResponseNorm(int Size, float Alpha, float Beta, float K) : Layer, IExportedLayer
{
    private const string Name = "LocalResponseNorm";
    private const int ImageDimensions = 3;

    public override string NamePrefix => "norm";

    public override string CanonicalText => $"{Name}({Size}, {NumberText.Of(Alpha)}, {NumberText.Of(Beta)}, {NumberText.Of(K)})";

    public override string Attribute => $"{Name}({Size}, {NumberText.Of(Alpha)}f, {NumberText.Of(Beta)}f, {NumberText.Of(K)}f)";

    // ONNX Runtime normalises images alone: a signal or a vector is one for that long. It takes neither an alpha nor a beta of 0, for
    // which no value depends on its neighbours.
    public void Write(LayerWriter writer)
    {
        GraphWriter graph = writer.Graph;
        string name = writer.NameOf(this);
        if (Alpha == 0 || Beta == 0)
        {
            graph.Append("Mul", name, [graph.Constant($"{name}.factor", [], [(float)Math.Pow(K, -Beta)])]);
            return;
        }

        long[] missing = [.. Enumerable.Range(writer.Dimensions + 1, ImageDimensions - writer.Dimensions).Select(axis => (long)axis)];
        if (missing.Length > 0)
        {
            graph.Append("Unsqueeze", $"{name}.image", [graph.Constant($"{name}.axes", missing)]);
        }

        graph.Append(
            "LRN",
            missing.Length > 0 ? $"{name}.normalized" : name,
            [],
            GraphWriter.Attribute("size", Size),
            GraphWriter.Attribute("alpha", Alpha),
            GraphWriter.Attribute("beta", Beta),
            GraphWriter.Attribute("bias", K));
        if (missing.Length > 0)
        {
            graph.Append("Squeeze", name, [$"{name}.axes"]);
        }
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add(Name, text => new LocalResponseNorm((int)text.Numbers[0], text.Numbers[1], text.Numbers[2], text.Numbers[3]));
        OperatorKinds.Add("LRN", Read);
    }

    private static void Read(Node node, Chain chain)
    {
        long size = node.Integer("size", 0);
        var norm = new LocalResponseNorm((int)Math.Clamp(size, 0, int.MaxValue), node.Float("alpha", 1e-4f), node.Float("beta", 0.75f), node.Float("bias", 1));
        bool isPower = norm.Alpha >= 0 && norm.Beta >= 0 && norm.K >= 1e-30f && float.IsFinite(norm.Alpha + norm.Beta + norm.K);
        if (size % 2 == 0 || size < 1 || size > int.MaxValue || !isPower)
        {
            throw new RefusedException(
                $"its size is {size}, its alpha {norm.Alpha}, its beta {norm.Beta} and its bias {norm.K}, and CnnGen's LocalResponseNorm has an odd size, and a bias above 1E-30");
        }

        chain.Append(norm);
    }
}

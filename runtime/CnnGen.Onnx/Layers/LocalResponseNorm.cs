namespace CnnGen.Onnx.Layers;

/// <summary>Each value over a power of the mean square of its neighbours.</summary>
/// <param name="Size">Channels of a neighbourhood.</param>
/// <param name="Alpha">What the mean of their squares is multiplied by.</param>
/// <param name="Beta">The power.</param>
/// <param name="K">What is added before it is taken.</param>
internal sealed record LocalResponseNorm(int Size, float Alpha, float Beta, float K) : Layer
{
    public const string Name = "LocalResponseNorm";

    public override string Stem => "norm";

    public override string Signature => $"{Name}({Size}, {NumberText.Of(Alpha)}, {NumberText.Of(Beta)}, {NumberText.Of(K)})";

    public override string Attribute => $"{Name}({Size}, {NumberText.Of(Alpha)}f, {NumberText.Of(Beta)}f, {NumberText.Of(K)}f)";
}

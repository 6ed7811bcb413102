namespace CnnGen.Onnx.Layers;

/// <summary>The mean of each channel, as a vector.</summary>
internal sealed record GlobalAveragePool : Layer
{
    public const string Name = "GlobalAveragePool";

    public override string Stem => "pool";

    public override string Signature => Name;

    public override string Attribute => Name;
}

namespace CnnGen.Onnx.Layers;

/// <summary>x above zero, else slope · x.</summary>
internal sealed record LeakyReLU(float Slope) : Layer
{
    public const string Name = "LeakyReLU";

    public override string Stem => "leakyrelu";

    public override string Signature => $"{Name}({Number})";

    public override string Attribute => Slope == 0.01f ? Name : $"{Name}({Number}f)";

    private string Number => NumberText.Of(Slope);
}

namespace CnnGen.Onnx.Layers;

/// <summary>Nothing, in a model that only predicts.</summary>
internal sealed record Dropout(float Rate) : Layer
{
    public const string Name = "Dropout";

    public override string Stem => "dropout";

    public override string Signature => $"{Name}({NumberText.Of(Rate)})";

    public override string Attribute => $"{Name}({NumberText.Of(Rate)}f)";
}

namespace CnnGen.Onnx.Layers;

/// <summary>Each output from each input.</summary>
internal sealed record FullyConnected(int Outputs, bool Bias) : Layer
{
    public override string Stem => "fc";

    public override string Signature => $"FullyConnected({Outputs}, Bias = {(Bias ? "true" : "false")})";

    public override string Attribute => $"FullyConnected({Outputs}{(Bias ? string.Empty : ", Bias = false")})";
}

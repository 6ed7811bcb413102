namespace CnnGen.Onnx.Layers;

/// <summary>Channels of zeros in front of those of an image or a signal, and behind them.</summary>
/// <param name="Before">Those in front.</param>
/// <param name="After">Those behind.</param>
internal sealed record PadChannels(int Before, int After) : Layer
{
    public const string Name = "PadChannels";

    public override string Stem => "pad";

    public override string Signature => $"{Name}({Before}, {After})";

    public override string Attribute => Before == After ? $"{Name}({Before})" : Signature;
}

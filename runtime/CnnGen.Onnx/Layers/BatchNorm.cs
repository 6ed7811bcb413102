namespace CnnGen.Onnx.Layers;

/// <summary>Each channel normalised by the statistics of a batch, or by running ones.</summary>
/// <param name="Epsilon">What is added to a variance.</param>
/// <param name="Momentum">What the running statistics take over of those of a batch: in ONNX one minus this is what they keep.</param>
internal sealed record BatchNorm(float Epsilon, float Momentum) : Layer
{
    public const string Name = "BatchNorm";

    public const float DefaultEpsilon = 1e-5f;

    private const float DefaultMomentum = 0.1f;

    public override string Stem => "bn";

    public override string Signature => $"{Name}(Epsilon = {NumberText.Of(Epsilon)}, Momentum = {NumberText.Of(Momentum)})";

    public override string Attribute
    {
        get
        {
            string[] options =
            [
                .. Epsilon == DefaultEpsilon ? [] : new[] { $"Epsilon = {NumberText.Of(Epsilon)}" },
                .. Momentum == DefaultMomentum ? [] : new[] { $"Momentum = {NumberText.Of(Momentum)}" },
            ];
            return options.Length == 0 ? Name : $"{Name}({string.Join(", ", options)})";
        }
    }
}

using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Import;

/// <summary>A layer and what it has learned.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Weight">Its weights in the order of safetensors; <see langword="null"/> for one without.</param>
/// <param name="WeightShape">Their dimensions, outputs first.</param>
/// <param name="Bias">One bias an output, or as many as weights where each value has both.</param>
/// <param name="Statistics">The running means and variances of a batch normalisation.</param>
internal sealed record ImportedLayer(Layer Layer, float[]? Weight = null, IReadOnlyList<int>? WeightShape = null, float[]? Bias = null, (float[] Mean, float[] Variance)? Statistics = null)
{
    /// <summary>The dimensions of the biases.</summary>
    public IReadOnlyList<int> BiasShape => Bias!.Length == Weight!.Length ? WeightShape! : [Bias.Length];

    /// <summary>The layer with each output o replaced by scale(o) · output + shift(o), and its weights rounded once.</summary>
    public ImportedLayer Apply(Affine affine)
    {
        int outputs = WeightShape![0];
        int each = Weight!.Length / outputs;
        float[] weight = [.. Weight.Select((value, i) => (float)(value * affine.Scale(i / each)))];
        int biases = Bias?.Length ?? outputs;
        float[]? bias = Bias is null && affine.HasNoShift
            ? null
            : [.. Enumerable.Range(0, biases).Select(b => (float)(((Bias?[b] ?? 0) * affine.Scale(b / (biases / outputs))) + affine.Shift(b / (biases / outputs))))];
        return this with { Layer = Layer.WithBias(bias is not null), Weight = weight, Bias = bias };
    }

    /// <summary>The layer for an input whose channels c were scale(c) · channel + shift(c) before.</summary>
    public ImportedLayer ReadThrough(Affine affine)
    {
        int outputs = WeightShape![0];
        int each = Weight!.Length / outputs;
        int inputs = WeightShape[1];
        int taps = each / inputs;
        int filters = outputs / Layer.Groups;
        int Channel(int i) => (i / each / filters * inputs) + (i % each / taps);
        float[] weight = [.. Weight.Select((value, i) => (float)(value * affine.Scale(Channel(i))))];
        float[]? bias = Bias;
        if (!affine.HasNoShift)
        {
            bias = new float[outputs];
            for (int o = 0; o < outputs; o++)
            {
                double sum = Bias?[o] ?? 0;
                for (int i = o * each; i < (o + 1) * each; i++)
                {
                    sum += Weight[i] * affine.Shift(Channel(i));
                }

                bias[o] = (float)sum;
            }
        }

        return this with { Layer = Layer.WithBias(bias is not null), Weight = weight, Bias = bias };
    }
}

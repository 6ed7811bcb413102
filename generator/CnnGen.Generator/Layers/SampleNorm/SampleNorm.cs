using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A normalisation within each sample: sets of its values with mean 0 and variance 1, times a learned factor, plus a learned summand; or with mean
/// square 1, times a learned factor.
/// </summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Epsilon">What is added to a variance, or to a mean square.</param>
internal abstract record SampleNorm(string Text, float Epsilon) : Layer(Text), ILowerable
{
    /// <summary>Parts of the channels that are normalised by themselves.</summary>
    public virtual int Groups => 1;

    /// <summary>Whether each position is normalised by itself.</summary>
    public virtual bool IsOfPositions => false;

    /// <summary>Whether each value has parameters of its own; else each channel has.</summary>
    public virtual bool HasWeightsOfValues => false;

    /// <summary>Whether the mean is subtracted first, and a summand added last; else values are scaled alone.</summary>
    public virtual bool IsCentered => true;

    public sealed override bool FusesActivation => true;

    public sealed override bool Learns => true;

    public sealed override bool Normalizes => true;

    // At one position after the other, where it measures each by itself.
    public sealed override bool WalksChannels => IsOfPositions;

    public sealed override long ParameterCount(Shape input) => (IsCentered ? 2 : 1) * (HasWeightsOfValues ? input.Size : input.Channels);

    public override void CheckSizes(DiagnosticBag findings)
    {
        if (Epsilon is not (>= 1e-30f and <= float.MaxValue))
        {
            findings.Report(DiagnosticId.NormalizationOutOfRange, Text, "Epsilon", "a number from 1E-30 to 3.4E+38", Literal.InWords(Epsilon));
        }
    }

    public override Shape? InferShape(Shape input, DiagnosticBag findings) => input;

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new SampleNormOperation(this, name, inputs[0], output);
}

using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>
/// A loss: its forward pass gives the scores that a prediction holds, its backward pass begins from what each sample
/// should have been: a class, as the integer <c>labels</c>, or numbers, as the tensor <see cref="Target"/>.
/// </summary>
internal abstract class LossOperation(string name, Tensor input, Tensor output) : Operation(name, input, output)
{
    /// <summary>What its scores mean.</summary>
    public abstract PredictionKind Predicts { get; }

    /// <summary>The numbers that the outputs should have been, where those are no classes.</summary>
    public virtual Tensor? Target => null;

    /// <summary>What <c>Predict</c> does with a sample, in documentation: <c>Classifies</c>.</summary>
    public virtual string Verb => "Classifies";

    /// <summary>What <c>Predict</c> returns, in documentation.</summary>
    public abstract string Prediction { get; }

    /// <summary>What the scores of a sample are, in documentation: <c>10 probabilities</c>.</summary>
    public abstract string Scores { get; }

    /// <summary>Whether the backward pass looks at the scores again.</summary>
    public sealed override bool BackwardReadsOutput => true;

    public sealed override bool InfersFromPlanes => true;

    public sealed override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new LossInference(Name, Input.Size, InferenceCall, input, output);

    /// <summary>The call that makes the scores of one sample from what lies at <paramref name="source"/>; empty where that is what they are.</summary>
    protected abstract string InferenceCall(string source, string target);

    /// <summary>Writes the call that computes the loss of each sample.</summary>
    public abstract void WriteLoss(CallWriter writer);
}

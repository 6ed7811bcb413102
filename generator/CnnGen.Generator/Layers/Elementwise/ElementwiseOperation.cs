using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A function of each value by itself, in a pass of its own: an activation that no kernel in front of it can take over,
/// or, with no function, flattening that closes the gaps between channels.
/// </summary>
internal class ElementwiseOperation(Activation function, string name, Tensor input, Tensor output)
    : Operation(name, input, output)
{
    public sealed override bool WritesGradientOverInput => true;

    // Flattening renames positions.
    public sealed override bool PassesSample => InferenceFunction is null;

    public sealed override SampleTensor InferenceOutput(SampleTensor input, Border border) =>
        new(Output.Name + SampleTensor.Suffix, input.Shape, border);

    public sealed override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        InferenceFunction is null ? new GivenInference(Name, output) : new ElementwiseInference(InferenceFunction, Name, input, output);

    /// <summary>The runtime's type for the function, or <see langword="null"/> where one sample is left as it is.</summary>
    protected virtual string? InferenceFunction => function == Activation.None ? null : ActivationEmitter.Type(function);

    /// <summary>The function's name behind a formula in a comment.</summary>
    protected virtual string Description => ActivationEmitter.Describe(function);

    /// <summary>Whether the backward pass differentiates by the argument; else the derivative is already in what the next layer wrote.</summary>
    protected virtual bool DifferentiatesByArgument => false;

    private bool ReadsValue => DifferentiatesByArgument || Input.Activation != Activation.None;

    /// <summary>The function of a value, an expression.</summary>
    protected virtual string Apply(string value) => ActivationEmitter.Apply(function, value);

    /// <summary>The gradient of the argument, an expression.</summary>
    protected virtual string Differentiate(string gradient, string argument) => gradient;

    private int Values => Input.Shape.Height * Input.Shape.Width;

    public sealed override void WriteForward(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Forward", ArgumentText.Value(Input), ArgumentText.Value(Output)));

    public sealed override void WriteBackward(CallWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                writer.Gradient(Output),
                ReadsValue ? ArgumentText.Value(Input) : string.Empty,
                writer.Gradient(Input)));
        }
    }

    public sealed override void WriteKernels(SourceWriter writer)
    {
        string source = Place(Input.Plane);
        string target = Place(Output.PlaneOf(Input.Shape));
        writer.Line($"// {Owner} forward: in{Input.Shape.Brackets}{Description} -> out{Output.Shape.Brackets}.");
        using (writer.Method(Owner + "Forward", "ref float source, ref float target"))
        {
            WriteValues(writer, $"V.Store({Apply($"V.Load(ref source, {source})")}, ref target, {target});");
        }

        writer.Line();
        if (!Input.NeedsGradient)
        {
            return;
        }

        string derivatives = (DifferentiatesByArgument ? $" * {Description.Replace(" -> ", string.Empty)}'" : string.Empty)
            + (Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'");
        writer.Line($"// {Owner} input gradient: dOut{Output.Shape.Brackets}{derivatives} -> dIn{Input.Shape.Brackets}.");
        using (writer.Method(Owner + "InputGradient", $"ref float outGradient, {(ReadsValue ? "ref float value, " : string.Empty)}ref float inGradient"))
        {
            string value = $"V.Load(ref value, {source})";
            string gradient = ActivationEmitter.Differentiate(
                Input.Activation, Differentiate($"V.Load(ref outGradient, {target})", value), value);
            WriteValues(writer, $"V.Store({gradient}, ref inGradient, {source});");
        }

        writer.Line();
    }

    private void WriteValues(SourceWriter writer, string statement)
    {
        using (writer.Block($"for (int channel = 0; channel < {Literal.Of(Input.Shape.Channels)} * V.SubBlocks; channel++)"))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(Values)}; i++)"))
        {
            writer.Line(statement);
        }
    }

    private static string Place(int plane) => IndexExpression.Sum(IndexExpression.Times("channel", plane), "i");
}

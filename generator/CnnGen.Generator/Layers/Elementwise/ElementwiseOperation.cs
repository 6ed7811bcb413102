using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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

    /// <summary>The function of a value.</summary>
    protected virtual Lanes Apply(Lanes value) => ActivationEmitter.Apply(function, value);

    /// <summary>The gradient of the argument.</summary>
    protected virtual Lanes Differentiate(Lanes gradient, Lanes argument) => gradient;

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
        int inputPlane = Input.Plane;
        int outputPlane = Output.PlaneOf(Input.Shape);
        KernelMethod forward = new(Owner + "Forward", $"{Owner} forward: in{Input.Shape.Brackets}{Description} -> out{Output.Shape.Brackets}.");
        (Address source, Address target) = (forward.Array("source"), forward.Array("target"));
        TensorLoop.Write(forward.Body, Input.Shape, (block, place) => block.Store(Apply(Lanes.Load(source, place(inputPlane))), target, place(outputPlane)));
        forward.Write(writer);
        if (!Input.NeedsGradient)
        {
            return;
        }

        string derivatives = (DifferentiatesByArgument ? $" * {Description.Replace(" -> ", string.Empty)}'" : string.Empty)
            + (Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'");
        KernelMethod backward = new(Owner + "InputGradient", $"{Owner} input gradient: dOut{Output.Shape.Brackets}{derivatives} -> dIn{Input.Shape.Brackets}.");
        Address outGradient = backward.Array("outGradient");
        Address value = backward.ArrayIf(ReadsValue, "value") ?? source;
        Address inGradient = backward.Array("inGradient");
        TensorLoop.Write(backward.Body, Input.Shape, (block, place) =>
        {
            Lanes argument = Lanes.Load(value, place(inputPlane));
            Lanes gradient = Differentiate(Lanes.Load(outGradient, place(outputPlane)), argument);
            block.Store(ActivationEmitter.Differentiate(Input.Activation, gradient, argument), inGradient, place(inputPlane));
        });
        backward.Write(writer);
    }
}

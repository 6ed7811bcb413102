using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>Weights in the form in which the prediction of one sample reads them.</summary>
/// <param name="Name">As emitted code calls their place.</param>
/// <param name="Floats">A multiple of 16.</param>
/// <param name="Comment">Their layout.</param>
internal sealed record PackedTensor(string Name, int Floats, string Comment)
{
    public string Argument => $"ref At(ref packed, {Name})";
}

/// <summary>What an <see cref="Operation"/> does for one sample, whose lanes are channels and not samples.</summary>
internal abstract class InferenceOperation(string name, SampleTensor input, SampleTensor output) : KernelSet(name)
{
    /// <summary>What it reads; the first of <see cref="Sources"/>.</summary>
    public SampleTensor Input { get; } = input;

    /// <summary>All that it reads: one tensor, unless it joins branches.</summary>
    public virtual IReadOnlyList<SampleTensor> Sources => [Input];

    public SampleTensor Output { get; } = output;

    public virtual IReadOnlyList<PackedTensor> Packed => [];

    /// <summary>Floats that it works in beside its input and output, a multiple of 16.</summary>
    public virtual int ScratchFloats => 0;

    /// <summary>As emitted code calls their place.</summary>
    public string ScratchName => Name + "InferenceScratch";

    /// <summary>Their place as an argument of a kernel.</summary>
    protected string ScratchArgument => $"ref At(ref arena, {ScratchName})";

    /// <summary>Whether an input that is read as a vector is an image still, whose values lie otherwise.</summary>
    protected bool IsUnordered(SampleTensor input) => Output.Shape.Rank == Rank.Vector && !input.IsVector;

    /// <summary>The call that puts a flattened image in order, one value behind the other.</summary>
    protected static string Flatten(SampleTensor image, string target) => Unordered("Flatten", image, target);

    /// <summary>The call of a function that walks a flattened image in order.</summary>
    protected static string Unordered(string function, SampleTensor image, string target) =>
        ArgumentText.Call(
            $"InferenceValues.{function}",
            image.Argument(), image.ChannelStep, image.RowStep, image.ColumnStep, image.Shape.Channels, image.Shape.Height, image.Shape.Width, target);

    /// <summary>Writes what makes <see cref="Packed"/>.</summary>
    public virtual void WritePack(CallWriter writer)
    {
    }

    public abstract void WriteCall(CallWriter writer);
}

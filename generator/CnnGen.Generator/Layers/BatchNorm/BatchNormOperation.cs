using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Batch normalisation of a block. In training it ends a phase: forward each block measures its values, and normalises them once those of the
/// whole batch are known; backward each sums its gradient, and gives that of its input once the sums of the batch are known. Predictions, and
/// training where it is frozen, scale and shift by the running statistics, and wait for nobody.
/// </summary>
internal sealed class BatchNormOperation : BatchStatisticsOperation
{
    /// <summary>Rows of a channel's floats among the statistics of a batch and of a block; the runtime's <c>NormLayout</c> has the same.</summary>
    private const int BatchRows = 5;
    private const int BlockRows = 2;

    private readonly BatchNorm _layer;
    private readonly ParameterTensor[] _parameters;

    public BatchNormOperation(BatchNorm layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        _layer = layer;
        GradientSum learned = layer.Frozen ? GradientSum.None : GradientSum.Batch;
        ParameterTensor Tensor(string role, Initialization initialization, GradientSum gradient) =>
            new(name, role, new[] { Channels }.ToEquatableArray(), initialization, 1, 1, gradient);
        _parameters =
        [
            Tensor("Weight", Initialization.One, learned),
            Tensor("Bias", Initialization.Zero, learned),
            Tensor("RunningMean", Initialization.Zero, GradientSum.None) with { IsBuffer = true },
            Tensor("RunningVar", Initialization.One, GradientSum.None) with { IsBuffer = true },
        ];
    }

    public override bool EndsPhase => !_layer.Frozen;

    public override IReadOnlyList<ParameterTensor> Parameters => _parameters;

    public override bool WritesGradientOverInput => true;

    public override bool BackwardReadsInput => EndsPhase || Input.Activation != Activation.None;

    public override int PackedFloats => 2 * Row;

    public override int PackTasks => 1;

    public override float Epsilon => _layer.Epsilon;

    public override float Momentum => _layer.Momentum;

    // A vector may be what an image was, flattened.
    public override int Channels => Output.Shape.Channels;

    public override int Positions => Output.Shape.Height * Output.Shape.Width;

    public override int BatchFloats => BatchRows * Row;

    public override int BlockFloats => BlockRows * Row;

    private int Row => (Channels + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes;

    private int InputPlane => Input.Shape == Output.Shape ? Input.Plane : Positions;

    public override string ParameterArguments => string.Join(", ", _parameters.Select(ArgumentText.Parameter)) + $", {Literal.Shortest(Epsilon)}f";

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) => new BatchNormInference(this, input, output);

    public override void WritePack(CallWriter writer, int firstTask)
    {
        using (writer.Block(FormattableString.Invariant($"if (task == {firstTask})")))
        {
            writer.Call("BatchNormalization.Pack", ParameterArguments, Channels, Packed(0), Packed(1));
            writer.Line("return;");
        }

        writer.Line();
    }

    public override void WriteForward(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Forward", ArgumentText.Value(Input), Packed(0), ArgumentText.Value(Output)));

    public override void WriteStatistics(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "Statistics", ArgumentText.Value(Input), "ref sampleWeights", PartialStatistics));

    public override void WriteForwardInTraining(CallWriter writer)
    {
        if (EndsPhase)
        {
            writer.Line(writer.CallOf(this, "Normalize", ArgumentText.Value(Input), BatchStatistics, ArgumentText.Parameter(_parameters[1]), ArgumentText.Value(Output)));
        }
        else
        {
            WriteForward(writer);
        }
    }

    public override void WriteGradientSums(CallWriter writer) =>
        writer.Line(writer.CallOf(this, "GradientSums", writer.Gradient(Output), ArgumentText.Value(Input), BatchStatistics, PartialStatistics));

    public override void WriteBackward(CallWriter writer)
    {
        if (!Input.NeedsGradient)
        {
            return;
        }

        writer.Line(EndsPhase
            ? writer.CallOf(
                this,
                "InputGradient", writer.Gradient(Output), ArgumentText.Value(Input), "ref sampleWeights", BatchStatistics, writer.Gradient(Input))
            : writer.CallOf(this, "InputGradient", writer.Gradient(Output), ArgumentText.Value(Input), Packed(0), writer.Gradient(Input)));
    }

    public override void WriteKernels(SourceWriter writer)
    {
        string shape = Output.Shape.Brackets;
        string activation = ActivationEmitter.Type(Output.Activation);
        string after = ActivationEmitter.Describe(Output.Activation);
        WriteKernel(
            writer,
            $"{Owner} forward by running statistics: in{shape} * scale + shift{after} -> out{shape}.",
            "Forward",
            [("source", 1), ("packed", 2), ("target", 1)],
            $"ScaleAndShift<V, {activation}>");
        if (EndsPhase)
        {
            WriteKernel(
                writer,
                $"{Owner} statistics of a micro-batch: in{shape} -> mean[{Channels}], squares[{Channels}].",
                "Statistics",
                [("source", 1), ("sampleWeights", 1), ("partialStatistics", 2)],
                "Statistics<V>");
            WriteKernel(
                writer,
                $"{Owner} forward: (in{shape} - mean) * scale + bias{after} -> out{shape}.",
                "Normalize",
                [("source", 1), ("batchStatistics", 2), ("bias", 1), ("target", 1)],
                $"Normalize<V, {activation}>");
            WriteKernel(
                writer,
                $"{Owner} gradient sums of a micro-batch: dOut{shape}, in -> sums[{Channels}], products[{Channels}].",
                "GradientSums",
                [("outGradient", 1), ("source", 1), ("batchStatistics", 1), ("partialStatistics", 2)],
                "GradientSums<V>");
        }

        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
        }
    }

    private void WriteInputGradientKernel(SourceWriter writer)
    {
        string shape = Output.Shape.Brackets;
        string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
        string before = ActivationEmitter.Type(Input.Activation);
        if (EndsPhase)
        {
            WriteKernel(
                writer,
                $"{Owner} input gradient: (dOut{shape} * scale + (in - mean) * slope + offset){derivative} -> dIn{shape}.",
                "InputGradient",
                [("outGradient", 1), ("source", 1), ("sampleWeights", 1), ("batchStatistics", 4), ("inGradient", 1)],
                $"InputGradient<V, {before}>");
        }
        else
        {
            WriteKernel(
                writer,
                $"{Owner} input gradient: dOut{shape} * scale{derivative} -> dIn{shape}.",
                "InputGradient",
                [("outGradient", 1), ("source", 1), ("packed", 1), ("inGradient", 1)],
                $"ScaleGradient<V, {before}>");
        }
    }

    // What is computed depends on the shape by the bounds of loops alone: the runtime has it. Arrays may hold several rows of channels.
    private void WriteKernel(SourceWriter writer, FormattableString title, string work, (string Name, int Rows)[] arrays, string function)
    {
        KernelMethod method = new(Owner + work, title);
        FormattableString sizes =
            $"new BatchNormShape(Channels: {Channels}, Positions: {Positions}, InputPlane: {InputPlane}, OutputPlane: {Output.Plane})";
        List<Expression> arguments = [Integer.Of(FormattableString.Invariant(sizes))];
        foreach ((string name, int rows) in arrays)
        {
            Address array = method.Array(name);
            arguments.AddRange(Enumerable.Range(0, rows).Select(row => array.Plus(row * Row)));
        }

        method.Body.Call($"BatchNormalization.{function}", [.. arguments]);
        method.Write(writer);
    }

    private string Packed(int row) => $"ref At(ref packed, {Integer.Of(Name + "Packed") + (row * Row)})";

    // Rows of channels: mean, scale, slope and offset.
    private string BatchStatistics => $"ref At(ref batchStatistics, {Name}BatchStatistics)";

    // Mean and squares of the values, then sums and products of the gradient.
    private string PartialStatistics => $"ref At(ref partialStatistics, {Name}PartialStatistics)";
}

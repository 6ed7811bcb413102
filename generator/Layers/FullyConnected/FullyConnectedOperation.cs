using CnnGen.Generator.Declarations;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A fully connected layer: three products of matrices, whose samples are rows. What lies in lanes is turned at its
/// border. The weight gradient waits for the whole batch, since its sum runs over samples and then needs no partial sums.
/// </summary>
internal sealed class FullyConnectedOperation : Operation
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly ParameterTensor _weight;
    private readonly ParameterTensor? _bias;
    private readonly Tensor _inputRows;
    private readonly Tensor _inputGradientRows;
    private readonly Tensor _outputRows;
    private readonly Tensor _outputGradientRows;
    private readonly WeightPanels _panels;
    private readonly BatchGradientSource _batchGradient;

    public FullyConnectedOperation(FullyConnected layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        _inputs = input.Size;
        _outputs = layer.Outputs;
        GradientSum gradient = layer.Frozen ? GradientSum.None : GradientSum.Batch;
        _weight = new ParameterTensor(
            name,
            "Weight",
            new[] { _outputs, _inputs }.ToEquatableArray(),
            output.Met.IsRectifier ? Initialization.He : Initialization.Glorot,
            _inputs,
            _outputs,
            gradient);
        _bias = layer.Bias
            ? new ParameterTensor(name, "Bias", new[] { _outputs }.ToEquatableArray(), Initialization.Zero, _inputs, _outputs, gradient)
            : null;
        _inputRows = new Tensor(name + "InputRows", input.Shape) { IsInRows = true };
        _inputGradientRows = new Tensor(name + "InputGradientRows", input.Shape) { IsInRows = true };
        _outputRows = new Tensor(name + "OutputRows", output.Shape) { IsInRows = true };
        _outputGradientRows = new Tensor(name + "OutputGradientRows", output.Shape) { IsInRows = true };
        _panels = new WeightPanels(Owner, _inputs, _outputs);
        _batchGradient = new BatchGradientSource(Owner, input, output, _bias is not null);
    }

    public override bool WorksOnRows => true;

    public override bool FoldsNorm => Output.Activation == Activation.None;

    public override bool InfersFromPlanes => true;

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new FullyConnectedInference(Name, _weight, _bias ?? FoldedBias, (FoldedNorm?.Output ?? Output).Activation, input, output);

    public override IReadOnlyList<ParameterTensor> Parameters => _bias is null ? [_weight] : [_weight, _bias];

    public override bool BackwardReadsInput => Learns || Input.Activation != Activation.None;

    public override IReadOnlyList<Tensor> Scratch => Learns ? RowsOfLanes : [];

    public override IReadOnlyList<Tensor> ForwardScratch => Learns ? [] : RowsOfLanes;

    public override IReadOnlyList<Tensor> BackwardScratch =>
    [
        .. Input.NeedsGradient && !Input.IsInRows ? new[] { _inputGradientRows } : [],
        .. Input.NeedsGradient && !Output.IsInRows && !Learns ? new[] { _outputGradientRows } : [],
    ];

    public override int PackedFloats => _panels.Floats;

    public override int PackTasks => _panels.Tasks;

    public override int KeptFloats => Learns ? _batchGradient.KeptFloats : 0;

    public override int BatchGradientTasks => Learns ? _batchGradient.Tasks : 0;

    private Tensor[] RowsOfLanes =>
        [.. Input.IsInRows ? [] : new[] { _inputRows }, .. Output.IsInRows ? [] : new[] { _outputRows }];

    public override void WritePack(SourceWriter writer, int firstTask) => _panels.WriteCall(writer, this, firstTask, _weight);

    public override void WriteForward(SourceWriter writer) => writer.Line(CallOf(
        "Forward",
        Call.Value(Input),
        Input.IsInRows ? string.Empty : Call.Value(_inputRows),
        $"ref At(ref packed, {Name}Packed)",
        _bias is null ? string.Empty : Call.Parameter(_bias),
        Output.IsInRows ? string.Empty : Call.Value(_outputRows),
        Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        string gradientRows = Call.Gradient(Output);
        if (Learns)
        {
            Tensor input = Input.IsInRows ? Input : _inputRows;
            _batchGradient.WriteKeep(writer, this, Call.Value(input));
            gradientRows = $"ref At(ref kept, {Name}Kept + {Literal.Of(_batchGradient.GradientOffset)})";
            writer.Line(Output.IsInRows
                ? $"Copy({Call.Gradient(Output)}, {gradientRows}, {Literal.Of(Output.Floats)});"
                : TurnGradient(gradientRows));
        }
        else if (!Output.IsInRows)
        {
            gradientRows = Call.Value(_outputGradientRows);
            writer.Line(TurnGradient(gradientRows));
        }

        if (Input.NeedsGradient)
        {
            writer.Line(CallOf(
                "InputGradient",
                gradientRows,
                Call.Parameter(_weight),
                Input.IsInRows ? string.Empty : Call.Value(_inputGradientRows),
                Input.Activation == Activation.None ? string.Empty : Call.Value(Input),
                Call.Gradient(Input)));
        }
    }

    public override void WriteBatchGradient(SourceWriter writer, int firstTask) =>
        _batchGradient.WriteCall(writer, this, firstTask, _weight, _bias);

    public override void WriteKernels(SourceWriter writer)
    {
        _panels.WriteKernel(writer);
        WriteForwardKernel(writer);
        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
        }

        if (Learns)
        {
            _batchGradient.WriteKernels(writer);
        }
    }

    private string TurnGradient(string rows) =>
        $"LaneTranspose.FromLanes<V>({Call.Gradient(Output)}, {Literal.Of(_outputs)}, {rows}, {Literal.Of(Output.RowLength)});";

    private void WriteForwardKernel(SourceWriter writer)
    {
        var product = new Product
        {
            Name = Owner + "Forward",
            RowName = "sample",
            Rows = Tensor.Lanes,
            Terms = _inputs,
            Columns = _panels.Outputs,
            LeftRow = Input.RowLength,
            TargetRow = Output.RowLength,
            HasBias = _bias is not null,
            Activation = Output.Activation.IsSingleOperation ? Output.Activation : Activation.None,
        };
        writer.Line($"// {Owner} forward: in[{Literal.Of(_inputs)}] * weight[{Literal.Of(_outputs)}][{Literal.Of(_inputs)}]"
            + $"{(_bias is null ? string.Empty : $" + bias[{Literal.Of(_outputs)}]")}{ActivationSource.Describe(Output.Activation)} -> out[{Literal.Of(_outputs)}], for 16 samples.");
        using (writer.Method(
            product.Name,
            (Input.IsInRows ? string.Empty : "ref float lanes, ")
            + "ref float source, ref float packed, "
            + (_bias is null ? string.Empty : "ref float bias, ")
            + "ref float target"
            + (Output.IsInRows ? string.Empty : ", ref float result")))
        {
            if (!Input.IsInRows)
            {
                writer.Line($"LaneTranspose.FromLanes<V>(ref lanes, {Literal.Of(_inputs)}, ref source, {Literal.Of(Input.RowLength)});");
            }

            WriteProduct(writer, product, $"ref Unsafe.Add(ref packed, (IntPtr)place * {Literal.Of(_inputs)})");
            if (!Output.Activation.IsSingleOperation)
            {
                using (writer.Block($"for (int i = 0; i < {Literal.Of(_outputRows.Floats)} / V.Count; i++)"))
                {
                    writer.Line($"V.Store({ActivationSource.Apply(Output.Activation, "V.Load(ref target, i)")}, ref target, i);");
                }
            }

            if (!Output.IsInRows)
            {
                writer.Line($"LaneTranspose.ToLanes<V>(ref target, {Literal.Of(Output.RowLength)}, {Literal.Of(_outputs)}, ref result);");
            }
        }

        writer.Line();
        product.WriteTiles(writer, Tensor.Lanes);
    }

    private void WriteInputGradientKernel(SourceWriter writer)
    {
        var product = new Product
        {
            Name = Owner + "InputGradient",
            RowName = "sample",
            Rows = Tensor.Lanes,
            Terms = _outputs,
            Columns = _inputs,
            LeftRow = Output.RowLength,
            RightTerm = _inputs,
            TargetRow = Input.RowLength,
            IsRightTight = true,
        };
        string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
        writer.Line($"// {Owner} input gradient: dOut[{Literal.Of(_outputs)}] * weight[{Literal.Of(_outputs)}][{Literal.Of(_inputs)}]{derivative} -> dIn[{Literal.Of(_inputs)}], for 16 samples.");
        using (writer.Method(
            product.Name,
            "ref float source, ref float weight, "
            + (Input.IsInRows ? string.Empty : "ref float target, ")
            + (Input.Activation == Activation.None ? string.Empty : "ref float value, ")
            + (Input.IsInRows ? "ref float target" : "ref float result")))
        {
            WriteProduct(writer, product, "ref Unsafe.Add(ref weight, place)");
            if (!Input.IsInRows)
            {
                writer.Line($"LaneTranspose.ToLanes<V>(ref target, {Literal.Of(Input.RowLength)}, {Literal.Of(_inputs)}, ref result);");
            }

            if (Input.Activation != Activation.None)
            {
                string gradient = Input.IsInRows ? "target" : "result";
                using (writer.Block($"for (int i = 0; i < {Literal.Of(Input.Floats)} / V.Count; i++)"))
                {
                    writer.Line($"V.Store({ActivationSource.Differentiate(Input.Activation, $"V.Load(ref {gradient}, i)", "V.Load(ref value, i)")}, ref {gradient}, i);");
                }
            }
        }

        writer.Line();
        product.WriteTiles(writer, Tensor.Lanes);
    }

    // A panel of the right matrix serves all samples before the next one is read.
    private static void WriteProduct(SourceWriter writer, Product product, string right) => product.WriteWalks(writer, walk =>
    {
        using (walk.ColumnLoop(writer))
        {
            writer.Line($"int place = {walk.Place};");
            walk.WriteRows(writer, string.Empty, Tensor.Lanes, (tile, sample) =>
            {
                writer.Line($"{tile}<V>(");
                writer.Line($"    ref Unsafe.Add(ref source, {sample} * {Literal.Of(walk.LeftRow)}), {right},{(walk.HasBias ? " ref Unsafe.Add(ref bias, place)," : string.Empty)}");
                writer.Line($"    {walk.Width}ref Unsafe.Add(ref target, ({sample} * {Literal.Of(walk.TargetRow)}) + place));");
            });
        }
    });
}

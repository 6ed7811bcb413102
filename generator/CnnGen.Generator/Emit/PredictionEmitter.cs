using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Emit;

/// <summary>Writes the pass that predicts one sample, and the layout of the memory that it works in.</summary>
internal static class PredictionEmitter
{
    public static void Write(CallWriter writer, TrainingPlan plan)
    {
        WriteOffsets(writer, plan.Inference);
        int foldedLength = WriteFoldedOffsets(writer, plan);
        WritePack(writer, plan, foldedLength);
        WriteInfer(writer, plan.Inference);
    }

    /// <summary>The sizes that the runtime has to know, as properties of the network's plan.</summary>
    public static void WritePlan(CallWriter writer, InferencePlan plan)
    {
        writer.Line($"InferencePackedLength = {plan.PackedLength},");
        writer.Line($"InferenceArenaLength = {plan.ArenaLength},");
        writer.Line($"InferenceBorderedLength = {plan.BorderedLength},");
        writer.Line($"InferenceOutputOffset = {plan.Output.Name},");
    }

    private static void WriteOffsets(CallWriter writer, InferencePlan plan)
    {
        writer.Line("// The arena of one sample: the channels of a position side by side, filled up to 16; offsets in floats.");
        foreach ((SampleTensor tensor, long place) in plan.Places)
        {
            writer.Line($"private const int {tensor.Name} = {place}; // {tensor.Shape}{(tensor.Border.IsEmpty ? string.Empty : ", zeros around")}{(tensor.IsInPlanes ? ", channel after channel" : string.Empty)}");
        }

        foreach ((InferenceOperation operation, long place) in plan.Scratch)
        {
            writer.Line($"private const int {operation.ScratchName} = {place}; // what {operation.Name} works in");
        }

        writer.Line();
        if (plan.PackedLength > 0)
        {
            writer.Line("// Weights in the form in which these kernels read them.");
            foreach (PackedTensor packed in plan.Packed)
            {
                writer.Line($"private const int {packed.Name} = {plan.PackedOffset(packed)}; // {packed.Comment}");
            }

            writer.Line();
        }
    }

    /// <returns>Floats of the parameters with the biases that norms make.</returns>
    private static int WriteFoldedOffsets(CallWriter writer, TrainingPlan plan)
    {
        int length = plan.Parameters.Length;
        foreach (ParameterTensor bias in FoldedBiases(plan))
        {
            writer.Line($"private const int {bias.ConstantName} = {length}; // after the parameters, where a norm is folded");
            length += bias.AlignedLength;
        }

        return length;
    }

    private static IEnumerable<ParameterTensor> FoldedBiases(TrainingPlan plan) => plan.Operations
        .Select(operation => plan.Inference.FoldedNorms.TryGetValue(operation, out BatchStatisticsOperation norm) ? operation.FoldedBias(norm) : null)
        .OfType<ParameterTensor>();

    private static void WritePack(CallWriter writer, TrainingPlan plan, int foldedLength)
    {
        using (PassesEmitter.Pass(writer, "PackInference", "ref float parameters, ref float packed"))
        {
            WriteFolds(writer, plan, foldedLength);
            foreach (InferenceOperation operation in plan.Inference.Operations)
            {
                operation.WritePack(writer);
            }
        }

        writer.Line();
    }

    // In a copy of the parameters, so that all forms of packed weights are made of them as of any others.
    private static void WriteFolds(CallWriter writer, TrainingPlan plan, int length)
    {
        IReadOnlyDictionary<Operation, BatchStatisticsOperation> norms = plan.Inference.FoldedNorms;
        if (norms.Count == 0)
        {
            return;
        }

        writer.Line($"float[] folded = new float[{length}];");
        writer.Line($"Copy(ref parameters, ref folded[0], {plan.Parameters.Length});");
        writer.Line("parameters = ref folded[0];");
        foreach (Operation operation in plan.Operations.Where(norms.ContainsKey))
        {
            BatchStatisticsOperation norm = norms[operation];
            ParameterTensor weight = operation.Parameters[0];
            ParameterTensor bias = operation.FoldedBias(norm) ?? operation.Parameters[1];
            writer.Line(
                $"BatchNormalization.Fold({ArgumentText.Parameter(weight)}, {ArgumentText.Parameter(bias)}, {norm.Channels}, {weight.Length / norm.Channels}, {norm.ParameterArguments});");
        }

        writer.Line();
    }

    private static void WriteInfer(CallWriter writer, InferencePlan plan)
    {
        using (PassesEmitter.Pass(writer, "PredictSample", "ref float parameters, ref float packed, ref readonly float sample, ref float arena"))
        {
            WriteInput(writer, plan.Input);
            foreach (InferenceOperation operation in plan.Operations)
            {
                operation.WriteCall(writer);
            }
        }
    }

    private static void WriteInput(SourceWriter writer, SampleTensor input)
    {
        (int channels, int height, int width) = (input.Shape.Channels, input.Shape.Height, input.Shape.Width);
        if (input.IsVector)
        {
            (channels, height, width) = (1, 1, (int)input.Shape.Size);
        }

        string sizes = FormattableString.Invariant($"in sample, {channels}, {height}, {width}, {input.Argument()}");
        if (input.IsInPlanes || input.IsVector)
        {
            writer.Line($"InferenceInput.Planes<V>({sizes}, {input.ChannelStep}, {input.RowStep});");
        }
        else
        {
            writer.Line($"InferenceInput.Positions({sizes}, {input.RowStep}, {input.ColumnStep});");
        }
    }
}

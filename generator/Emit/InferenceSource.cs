using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Emit;

/// <summary>Writes the pass that predicts one sample, and the layout of the memory that it works in.</summary>
internal static class InferenceSource
{
    public static void Write(SourceWriter writer, NetworkPlan plan)
    {
        WriteOffsets(writer, plan.Inference);
        WritePack(writer, plan.Inference);
        WriteInfer(writer, plan.Inference);
    }

    /// <summary>The sizes that the runtime has to know, as properties of the network's plan.</summary>
    public static void WritePlan(SourceWriter writer, InferencePlan plan)
    {
        writer.Line($"InferencePackedLength = {Literal.Of(plan.PackedLength)},");
        writer.Line($"InferenceArenaLength = {Literal.Of(plan.ArenaLength)},");
        writer.Line($"InferenceBorderedLength = {Literal.Of(plan.BorderedLength)},");
        writer.Line($"InferenceOutputOffset = {plan.Output.Name},");
    }

    private static void WriteOffsets(SourceWriter writer, InferencePlan plan)
    {
        writer.Line("// The arena of one sample: the channels of a position side by side, filled up to 16; offsets in floats.");
        foreach ((SampleTensor tensor, long place) in plan.Places)
        {
            writer.Line($"private const int {tensor.Name} = {Literal.Of(place)}; // {tensor.Shape}{(tensor.Border.IsEmpty ? string.Empty : ", zeros around")}{(tensor.IsInPlanes ? ", channel after channel" : string.Empty)}");
        }

        foreach ((InferenceOperation operation, long place) in plan.Scratch)
        {
            writer.Line($"private const int {operation.ScratchName} = {Literal.Of(place)}; // what {operation.Name} works in");
        }

        writer.Line();
        if (plan.PackedLength > 0)
        {
            writer.Line("// Weights in the form in which these kernels read them.");
            foreach (PackedTensor packed in plan.Packed)
            {
                writer.Line($"private const int {packed.Name} = {Literal.Of(plan.PackedOffset(packed))}; // {packed.Comment}");
            }

            writer.Line();
        }
    }

    private static void WritePack(SourceWriter writer, InferencePlan plan)
    {
        using (PassesSource.Pass(writer, "PackInference", "ref float parameters, ref float packed"))
        {
            foreach (InferenceOperation operation in plan.Operations)
            {
                operation.WritePack(writer);
            }
        }

        writer.Line();
    }

    private static void WriteInfer(SourceWriter writer, InferencePlan plan)
    {
        using (PassesSource.Pass(writer, "Infer", "ref float parameters, ref float packed, ref readonly float sample, ref float arena"))
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

        string sizes = $"in sample, {Literal.Of(channels)}, {Literal.Of(height)}, {Literal.Of(width)}, {input.Argument()}";
        writer.Line(input.IsInPlanes || input.IsVector
            ? $"InferenceInput.Planes<V>({sizes}, {Literal.Of(input.ChannelStep)}, {Literal.Of(input.RowStep)});"
            : $"InferenceInput.Positions({sizes}, {Literal.Of(input.RowStep)}, {Literal.Of(input.ColumnStep)});");
    }
}

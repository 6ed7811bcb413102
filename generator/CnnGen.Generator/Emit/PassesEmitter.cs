using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Emit;

/// <summary>Writes the passes of a network, and the layout of the memory that they work in.</summary>
internal static class PassesEmitter
{
    public static void Write(CallWriter writer, TrainingPlan plan)
    {
        WriteOffsets(writer, plan);
        WritePlan(writer, plan);
        WritePack(writer, plan);
        WriteForward(writer, plan);
        WriteForwardPhase(writer, plan);
        WriteBackward(writer, plan);
        WriteBatchGradient(writer, plan);
        ActivationEmitter.WriteSlopes(writer, plan.Operations.Select(operation => operation.Output.Activation));
        WriteMemory(writer);
    }

    private static void WriteOffsets(CallWriter writer, TrainingPlan plan)
    {
        writer.Line("// The arena of one micro-batch: 16 samples to each value, offsets in floats. What is not in use at the same time shares its place.");
        foreach (LiveRange stretch in plan.Arena.LiveRanges)
        {
            writer.Line($"private const int {stretch.Name} = {plan.Arena.Offset(stretch.Name)}; // {stretch.Comment}");
        }

        writer.Line();
        writer.Line("// The arena of all parameters.");
        foreach (ParameterTensor parameter in plan.Parameters.All)
        {
            writer.Line($"private const int {parameter.ConstantName} = {plan.Parameters.OffsetOf(parameter)}; // {string.Join("×", parameter.Dimensions.Select(Literal.Of))}");
        }

        writer.Line();
        if (plan.PackedLength > 0)
        {
            writer.Line("// Weights in the form in which kernels read them.");
            int offset = 0;
            foreach (Operation operation in plan.Operations.Where(operation => operation.PackedFloats > 0))
            {
                writer.Line($"private const int {operation.Name}Packed = {offset};");
                offset += operation.PackedFloats;
            }

            writer.Line();
        }

        if (plan.SavedLength > 0)
        {
            writer.Line("// What a micro-batch keeps for the gradients that are summed over the whole batch.");
            int offset = 0;
            foreach (Operation operation in plan.Operations.Where(operation => operation.SavedFloats > 0))
            {
                writer.Line($"private const int {operation.Name}Kept = {offset};");
                offset += operation.SavedFloats;
            }

            writer.Line($"private const int KeptLength = {plan.SavedLength};");
            writer.Line();
        }

        if (plan.Norms.Count > 0)
        {
            writer.Line("// The statistics of norms: those of the batch, and what each micro-batch reports for them.");
            (int batchStatistics, int partialStatistics) = (0, 0);
            foreach (BatchStatisticsOperation norm in plan.Norms)
            {
                writer.Line($"private const int {norm.Name}BatchStatistics = {batchStatistics};");
                writer.Line($"private const int {norm.Name}PartialStatistics = {partialStatistics};");
                batchStatistics += norm.BatchFloats;
                partialStatistics += norm.BlockFloats;
            }

            writer.Line();
        }
    }

    private static void WritePlan(CallWriter writer, TrainingPlan plan)
    {
        using (writer.Block("internal static readonly NetworkLayout Layout = new()", end: ";"))
        {
            writer.Line($"Name = \"{plan.Network.Type.Name}\",");
            var architecture = new Architecture(plan.Network);
            writer.Line($"Architecture = \"{architecture.Text}\",");
            writer.Line($"ArchitectureHash = \"{architecture.Hash}\",");
            writer.Line($"InputShape = [{plan.Network.Input.Dimensions}],");
            writer.Line($"InputSize = {plan.Input.Size},");
            writer.Line($"OutputSize = {plan.Loss.Output.Size},");
            writer.Line($"Predicts = PredictionKind.{plan.Loss.Predicts},");
            writer.Line("Parameters =");
            writer.Line("[");
            foreach (Operation operation in plan.Operations)
            {
                foreach (ParameterTensor parameter in operation.Parameters)
                {
                    writer.Line($"    new ParameterLayout(\"{operation.LayerName}.{parameter.Key}\", [{parameter.Dimensions}], {parameter.ConstantName}, "
                        + $"Initialization.{parameter.Initialization}, {parameter.FanIn}, {parameter.FanOut}){(parameter.IsBuffer ? " { IsBuffer = true }" : string.Empty)},");
                }
            }

            writer.Line("],");
            writer.Line($"ParameterLength = {plan.Parameters.Length},");
            writer.Line($"LearnedLength = {plan.Parameters.LearnedLength},");
            writer.Line($"MicroBatchGradientLength = {plan.Parameters.MicroBatchGradientLength},");
            writer.Line($"GradientSlots = {plan.GradientSlots},");
            writer.Line($"BatchGradientTasks = {plan.BatchGradientTasks},");
            writer.Line($"PackedLength = {plan.PackedLength},");
            writer.Line($"PackTasks = {plan.PackTasks},");
            writer.Line($"ArenaLength = {plan.Arena.Length},");
            writer.Line($"InputOffset = {plan.Input.Name},");
            writer.Line($"OutputOffset = {plan.Loss.Output.Name},");
            if (plan.Loss.Target is { } target)
            {
                writer.Line($"TargetOffset = {target.Name},");
            }

            if (plan.DropsValues)
            {
                writer.Line($"DropoutOffset = {Operation.StateName},");
            }

            WriteNorms(writer, plan);
            writer.Line("Steps =");
            writer.Line("[");
            foreach (Tensor output in plan.Predicting.Select(operation => operation.Output))
            {
                writer.Line($"    new StepLayout(\"{output.LayerName}\", [{output.Shape.Dimensions}], "
                    + $"{output.Name}, {output.Plane}),");
            }

            writer.Line("],");
            writer.Line($"KeptLength = {plan.SavedLength},");
            if (plan.InputSaver is { } keeper)
            {
                writer.Line($"KeptInputOffset = {keeper.Name}Kept,");
            }

            PredictionEmitter.WritePlan(writer, plan.Inference);
            writer.Line($"ForwardMultiplyAdds = {plan.Network.MultiplyAdds}L,");
            writer.Line($"TrainingMultiplyAdds = {plan.TrainingMultiplyAdds}L,");
        }

        writer.Line();
    }

    private static void WriteNorms(CallWriter writer, TrainingPlan plan)
    {
        if (plan.Norms.Count == 0)
        {
            return;
        }

        writer.Line("Norms =");
        writer.Line("[");
        foreach (BatchStatisticsOperation norm in plan.Norms)
        {
            writer.Line($"    new NormLayout(\"{norm.LayerName}\", {norm.Channels}, {norm.Positions}, {Literal.Shortest(norm.Epsilon)}f, {Literal.Shortest(norm.Momentum)}f, "
                + $"{string.Join(", ", norm.Parameters.Select(parameter => parameter.ConstantName))}, {norm.Name}BatchStatistics, {norm.Name}PartialStatistics),");
        }

        writer.Line("],");
        writer.Line($"BatchStatisticsLength = {plan.BatchStatisticsLength},");
        writer.Line($"PartialStatisticsLength = {plan.PartialStatisticsLength},");
    }

    private static void WritePack(CallWriter writer, TrainingPlan plan)
    {
        using (Pass(writer, "Pack", "int task, ref float parameters, ref float packed"))
        {
            WriteTasks(writer, plan, operation => operation.PackTasks, (operation, firstTask) => operation.WritePack(writer, firstTask));
        }

        writer.Line();
    }

    private static void WriteForward(CallWriter writer, TrainingPlan plan)
    {
        using (Pass(writer, "Forward", "ref float parameters, ref float packed, ref float arena"))
        {
            using SourceWriter.Scope? steps = writer.Loop("step", plan.Predicting.Count);
            writer.Line($"ForwardStep<V>({(steps is null ? "0" : "step")}, ref parameters, ref packed, ref arena);");
        }

        writer.Line();
        using (Pass(writer, "ForwardStep", "int step, ref float parameters, ref float packed, ref float arena"))
        using (writer.Block("switch (step)"))
        {
            for (int step = 0; step < plan.Predicting.Count; step++)
            {
                using (writer.Block($"case {step}:"))
                {
                    plan.Predicting[step].WriteForward(writer);
                    writer.Line("break;");
                }
            }
        }

        writer.Line();
        using (Pass(writer, "Loss", "ref float arena, ref int labels, ref float losses"))
        {
            plan.Loss.WriteLoss(writer);
        }

        writer.Line();
    }

    // Without norms there is one phase, and without heads nothing in it differs from a prediction.
    private static void WriteForwardPhase(CallWriter writer, TrainingPlan plan)
    {
        using (Pass(writer, "ForwardPhase", "int phase, ref float parameters, ref float packed, ref float arena, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics"))
        {
            if (plan.Norms.Count == 0 && plan.Predicting.Count == plan.Operations.Count)
            {
                writer.Line("Forward<V>(ref parameters, ref packed, ref arena);");
            }
            else
            {
                WritePhases(writer, plan.Operations, operation => operation.WriteStatistics(writer), operation => operation.WriteForwardInTraining(writer));
            }
        }

        writer.Line();
    }

    private static void WriteBackward(CallWriter writer, TrainingPlan plan)
    {
        void WriteGather(Operation operation)
        {
            if (plan.Gradients.Gathered.TryGetValue(operation, out GatheredGradient gathered))
            {
                gathered.WriteCall(writer);
            }
        }

        using (Pass(
            writer,
            "BackwardPhase",
            "int phase, ref float parameters, ref float packed, ref float arena, ref int labels, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics, ref float kept, ref float gradient"))
        {
            WritePhases(
                writer,
                plan.Operations.Reverse().Where(operation => operation.GoesBackward),
                operation =>
                {
                    WriteGather(operation);
                    operation.WriteGradientSums(writer);
                },
                operation =>
                {
                    if (!operation.EndsPhase)
                    {
                        WriteGather(operation);
                    }

                    operation.WriteBackward(writer);
                });
        }

        writer.Line();
    }

    // What couples the samples of a batch has a part in front of the end of a phase, and one behind it.
    private static void WritePhases(CallWriter writer, IEnumerable<Operation> operations, Action<Operation> writeEnd, Action<Operation> write)
    {
        Operation[] all = [.. operations];
        if (!all.Any(operation => operation.EndsPhase))
        {
            foreach (Operation operation in all)
            {
                write(operation);
            }

            return;
        }

        using (writer.Block("switch (phase)"))
        {
            int phase = 0;
            SourceWriter.Scope scope = writer.Block("case 0:");
            foreach (Operation operation in all)
            {
                if (operation.EndsPhase)
                {
                    writeEnd(operation);
                    writer.Line("break;");
                    scope.Dispose();
                    scope = writer.Block($"case {++phase}:");
                }

                write(operation);
            }

            writer.Line("break;");
            scope.Dispose();
        }
    }

    private static void WriteBatchGradient(CallWriter writer, TrainingPlan plan)
    {
        using (Pass(writer, "BatchGradient", "int task, ref float kept, int microBatches, ref float gradient"))
        {
            WriteTasks(writer, plan, operation => operation.BatchGradientTasks, (operation, firstTask) => operation.WriteBatchGradient(writer, firstTask));
        }

        writer.Line();
    }

    private static void WriteTasks(CallWriter writer, TrainingPlan plan, Func<Operation, int> tasksOf, Action<Operation, int> write)
    {
        Operation[] operations = [.. plan.Operations.Where(operation => tasksOf(operation) > 0)];
        int[] order = [.. TaskOrder.Merge([.. operations.Select(tasksOf)])];
        if (operations.Length > 1)
        {
            writer.Line("// In this order each stretch of tasks, as a thread begins with, has its share of every layer.");
            writer.Line($"ReadOnlySpan<{(order.Length <= ushort.MaxValue + 1 ? "ushort" : "int")}> order = [{order}];");
            writer.Line("task = order[task];");
        }

        int firstTask = 0;
        foreach (Operation operation in operations)
        {
            write(operation, firstTask);
            firstTask += tasksOf(operation);
        }
    }

    private static void WriteMemory(SourceWriter writer)
    {
        writer.Line($"private const MethodImplOptions {SourceWriter.Optimized} = MethodImplOptions.AggressiveOptimization;");
        writer.Line();
        writer.Line("private static ref float At(ref float origin, int offset) => ref Unsafe.Add(ref origin, offset);");
        writer.Line();
        writer.Line("private static void Clear(ref float origin, int length) => MemoryMarshal.CreateSpan(ref origin, length).Clear();");
        writer.Line();
        writer.Line("private static void Copy(ref float source, ref float target, int length) =>");
        writer.Line("    MemoryMarshal.CreateReadOnlySpan(ref source, length).CopyTo(MemoryMarshal.CreateSpan(ref target, length));");
    }

    /// <summary>A pass over all operations, which the network's class calls.</summary>
    public static SourceWriter.Scope Pass(SourceWriter writer, string name, string parameters)
    {
        writer.Line($"internal static void {name}<V>({parameters})");
        writer.Line("    where V : struct, ILanes<V>");
        return writer.Body();
    }
}

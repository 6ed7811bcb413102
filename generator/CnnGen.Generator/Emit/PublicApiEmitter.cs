using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Emit;

/// <summary>Writes what a user of the network sees: constructor, prediction, parameters, constants and description.</summary>
internal static class PublicApiEmitter
{
    /// <summary>Says who wrote a type or a member.</summary>
    public static string GeneratedCode { get; } =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"CnnGen\", \"{typeof(PublicApiEmitter).Assembly.GetName().Version.ToString(3)}\")]";

    public static void Write(SourceWriter writer, TrainingPlan plan)
    {
        string name = plan.Network.Type.Identifier;
        LayerTable table = new(plan.Network);
        if (!plan.Network.Type.HasSummary)
        {
            writer.Line("/// <summary>");
            writer.Line($"/// A network of {Literal.Grouped(plan.Network.ParameterCount)} parameters and {Literal.Grouped(plan.Network.MultiplyAdds)} multiply-adds a sample.");
            writer.Line("/// </summary>");
        }

        WriteRemarks(writer, table.Lines);
        writer.Line(GeneratedCode);
        using (writer.Block($"partial class {name} : {Contract(plan)}"))
        {
            WriteConstants(writer, plan, table);
            WriteConstructor(writer, plan);
            WriteParameters(writer, plan, table);
            WritePredict(writer, plan);
            WriteSaveAndLoad(writer, plan);
            WriteContract(writer, plan);
        }
    }

    // Editors show code as it is written, a row a line and its columns in line, which they do with no other tag; and only
    // remarks without the indentation of the file. Where the user has written a summary there is none of ours; remarks stay.
    private static void WriteRemarks(SourceWriter writer, IReadOnlyList<string> lines)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        foreach (string line in lines)
        {
            writer.Line($"/// {Literal.Documentation(line)}");
        }

        writer.Line("/// </code>");
        writer.Line("/// </remarks>");
    }

    private static void WriteConstants(SourceWriter writer, TrainingPlan plan, LayerTable table)
    {
        writer.Line($"/// <summary>Weights and biases: {Literal.Grouped(plan.Network.ParameterCount)}.</summary>");
        writer.Line($"public const int ParameterCount = {plan.Network.ParameterCount};");
        writer.Line();
        writer.Line($"/// <summary>Multiply-adds of one sample's forward pass: {Literal.Grouped(plan.Network.MultiplyAdds)}.</summary>");
        writer.Line($"public const long MultiplyAdds = {plan.Network.MultiplyAdds}L;");
        writer.Line();
        writer.Line("/// <summary>Bytes in which one thread takes a micro-batch of 16 samples forward and backward.</summary>");
        writer.Line($"public const long MicroBatchBytes = {plan.Arena.Length * sizeof(float)}L;");
        writer.Line();
        WriteMemory(writer, plan);
        writer.Line("/// <summary>The table of layers, their output shapes, parameters and multiply-adds.</summary>");
        writer.Line("public static string Description =>");
        IReadOnlyList<string> lines = table.Lines;
        for (int i = 0; i < lines.Count; i++)
        {
            writer.Line($"    \"{Literal.Escape(lines[i])}{(i == lines.Count - 1 ? "\";" : "\\n\" +")}");
        }

        writer.Line();
    }

    private static void WriteMemory(SourceWriter writer, TrainingPlan plan)
    {
        var memory = new MemoryFootprint(plan);
        writer.Line("/// <summary>");
        writer.Line($"/// Bytes of floats and integers that a trainer and this network hold while they train with Sgd, {MemoryFootprint.TrainingConditions}: {Literal.Grouped(memory.TrainingBytes)}.");
        writer.Line("/// The dataset, what evaluation takes meanwhile, and headers of objects are not counted.");
        writer.Line("/// </summary>");
        writer.Line($"public const long TrainingBytes = {memory.TrainingBytes}L;");
        writer.Line();
        writer.Line("/// <summary>");
        writer.Line($"/// Bytes of floats and integers that this network and one thread that predicts single samples with it hold: {Literal.Grouped(memory.InferenceBytes)}.");
        writer.Line("/// Headers of objects are not counted, nor the scores that a prediction returns, nor what a thread takes for batches.");
        writer.Line("/// </summary>");
        writer.Line($"public const long InferenceBytes = {memory.InferenceBytes}L;");
        writer.Line();
        writer.Line("/// <summary><see cref=\"TrainingBytes\"/> with batches of another size, on any number of threads, with any optimiser.</summary>");
        writer.Line("/// <param name=\"batchSize\">The samples of a step, at least 1.</param>");
        writer.Line("/// <param name=\"threads\">The most threads, at least 1.</param>");
        writer.Line("/// <param name=\"optimizer\">The optimiser; <see cref=\"global::CnnGen.Sgd\"/> unless given.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A number is below 1.</exception>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A group of the optimiser names no part of the network that learns.</exception>");
        writer.Line("public static long TrainingBytesFor(int batchSize, int threads, global::CnnGen.Optimizer? optimizer = null) =>");
        writer.Line($"    {NetworkEmitter.KernelsOf(plan.Network)}.Layout.TrainingBytes(");
        writer.Line("        batchSize,");
        writer.Line("        threads,");
        writer.Line($"        (optimizer ?? new global::CnnGen.Sgd(1f)).StateBytes({NetworkEmitter.KernelsOf(plan.Network)}.Layout));");
        writer.Line();
    }

    private static void WriteConstructor(SourceWriter writer, TrainingPlan plan)
    {
        writer.Line("/// <summary>A network with weights drawn at random: He et al. 2015 in front of a rectifier, Glorot and Bengio 2010 elsewhere; biases zero.</summary>");
        writer.Line("/// <param name=\"seed\">The same seed gives the same weights, to the bit, on any machine.</param>");
        writer.Line($"/// <inheritdoc cref=\"{plan.Network.Type.Identifier}\" path=\"/remarks\"/>");
        writer.Line($"public {plan.Network.Type.Identifier}(int seed = 0) => Parameters = new global::CnnGen.Parameters.ParameterSet({NetworkEmitter.KernelsOf(plan.Network)}.Layout.Parameters, {NetworkEmitter.KernelsOf(plan.Network)}.Layout.ParameterLength, seed);");
        writer.Line();
    }

    private static void WriteParameters(SourceWriter writer, TrainingPlan plan, LayerTable table)
    {
        writer.Line("/// <summary>All weights and biases, in one stretch of memory.</summary>");
        writer.Line("public global::CnnGen.Parameters.ParameterSet Parameters { get; }");
        writer.Line();
        int index = 0;
        foreach (Operation operation in plan.Operations.Where(operation => operation.Parameters.Count > 0))
        {
            string shapes = string.Join(", ", operation.Parameters.Select(parameter =>
                $"{parameter.Key} [{string.Join(", ", parameter.Dimensions.Select(Literal.Of))}]"));
            writer.Line($"/// <summary>What {operation.Name} has learned: {shapes}.</summary>");
            WriteRemarks(writer, table.LinesOf(operation.Name));
            if (operation is BatchStatisticsOperation)
            {
                writer.Line($"public global::CnnGen.Parameters.NormParameters {operation.Name} => Parameters.Norm({index});");
            }
            else
            {
                writer.Line($"public global::CnnGen.Parameters.LayerParameters {operation.Name} => Parameters.Layer({index}, hasBias: {operation.Parameters.Count > 1});");
            }

            writer.Line();
            index += operation.Parameters.Count;
        }
    }

    private static void WritePredict(SourceWriter writer, TrainingPlan plan)
    {
        string shape = plan.Network.Input.ToString();
        long size = plan.Network.Input.Size;
        writer.Line($"/// <summary>{plan.Loss.Verb} one sample.</summary>");
        writer.Line($"/// <param name=\"sample\">{shape} = {size} values.</param>");
        writer.Line($"/// <returns>{plan.Loss.Prediction}</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The sample has another length, or a value that is infinite or not a number.</exception>");
        writer.Line("public global::CnnGen.Prediction Predict(global::System.ReadOnlySpan<float> sample) => global::CnnGen.Predictor.Predict(this, sample);");
        writer.Line();
        writer.Line($"/// <summary>{plan.Loss.Verb} several samples.</summary>");
        writer.Line($"/// <param name=\"samples\">Samples of {shape} = {size} values, one after another.</param>");
        writer.Line($"/// <param name=\"scores\">Receives {plan.Loss.Scores} a sample.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The lengths do not fit the network or each other, or a value is infinite or not a number.</exception>");
        writer.Line("public void Predict(global::System.ReadOnlySpan<float> samples, global::System.Span<float> scores) => global::CnnGen.Predictor.Predict(this, samples, scores);");
    }

    private static void WriteSaveAndLoad(SourceWriter writer, TrainingPlan plan)
    {
        string name = plan.Network.Type.Identifier;
        writer.Line();
        foreach (bool hasMetadata in new[] { false, true })
        {
            writer.Line("/// <summary>Saves the weights as a safetensors file under PyTorch's names. The old file stays until the new one is whole and on the disk.</summary>");
            writer.Line("/// <param name=\"path\">The file.</param>");
            WriteMetadata(writer, hasMetadata);
            writer.Line("/// <exception cref=\"global::System.IO.IOException\">The file cannot be written. What there was before is as it was.</exception>");
            writer.Line($"public void Save(string path{(hasMetadata ? MetadataParameter : string.Empty)}) => global::CnnGen.WeightsFile.Save(this, path{(hasMetadata ? ", metadata" : string.Empty)});");
            writer.Line();
            writer.Line("/// <summary>Writes the content of a safetensors file.</summary>");
            writer.Line("/// <param name=\"stream\">Where to; it stays open.</param>");
            WriteMetadata(writer, hasMetadata);
            writer.Line($"public void Save(global::System.IO.Stream stream{(hasMetadata ? MetadataParameter : string.Empty)}) => global::CnnGen.WeightsFile.Save(this, stream{(hasMetadata ? ", metadata" : string.Empty)});");
            if (!hasMetadata)
            {
                writer.Line();
            }
        }

        // What has to be set is the user's to know: LoadWeights fills an instance of his own.
        foreach ((string type, string parameter, string meaning) in plan.Network.Type.HasRequiredMembers ? [] : Sources)
        {
            writer.Line();
            writer.Line("/// <summary>A network with saved weights, to the bit.</summary>");
            writer.Line($"/// <param name=\"{parameter}\">{meaning}</param>");
            writer.Line("/// <exception cref=\"global::System.IO.InvalidDataException\">It is damaged, or holds other weights than this network's; the message names all that differ.</exception>");
            writer.Line($"public static {name} Load({type} {parameter}) => global::CnnGen.WeightsFile.Load(new {name}(seed: 0), {parameter});");
        }
    }

    // Overloads and no optional argument: so each is a method that can be passed on by its name.
    public const string MetadataParameter = ", global::System.Collections.Generic.IReadOnlyDictionary<string, string> metadata";

    private static void WriteMetadata(SourceWriter writer, bool hasMetadata)
    {
        if (hasMetadata)
        {
            writer.Line("/// <param name=\"metadata\">What to note in the file besides, text by name, such as <c>license</c>.</param>");
            writer.Line("/// <exception cref=\"global::System.ArgumentException\">The metadata have the name <c>format</c>, or one that begins with <c>cnngen.</c>: those are written anyway.</exception>");
        }
    }

    private static readonly (string Type, string Parameter, string Meaning)[] Sources =
    [
        ("string", "path", "A safetensors file."),
        ("global::System.IO.Stream", "stream", "The content of one, read to its end; it stays open."),
        ("global::System.ReadOnlyMemory<byte>", "content", "The content of one."),
    ];

    private static void WriteContract(SourceWriter writer, TrainingPlan plan)
    {
        string contract = Contract(plan);
        string kernels = NetworkEmitter.KernelsOf(plan.Network);
        writer.Line();
        writer.Line($"static global::CnnGen.Networks.NetworkLayout {contract}.Layout => {kernels}.Layout;");
        writer.Line();
        writer.Line($"static void {contract}.Pack<V>(int task, ref float parameters, ref float packed) =>");
        writer.Line($"    {kernels}.Pack<V>(task, ref parameters, ref packed);");
        writer.Line();
        writer.Line($"static void {contract}.Forward<V>(ref float parameters, ref float packed, ref float arena) =>");
        writer.Line($"    {kernels}.Forward<V>(ref parameters, ref packed, ref arena);");
        writer.Line();
        writer.Line($"static void {contract}.ForwardPhase<V>(");
        writer.Line("    int phase, ref float parameters, ref float packed, ref float arena, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics) =>");
        writer.Line($"    {kernels}.ForwardPhase<V>(phase, ref parameters, ref packed, ref arena, ref sampleWeights, ref batchStatistics, ref partialStatistics);");
        writer.Line();
        writer.Line($"static void {contract}.ForwardStep<V>(int step, ref float parameters, ref float packed, ref float arena) =>");
        writer.Line($"    {kernels}.ForwardStep<V>(step, ref parameters, ref packed, ref arena);");
        writer.Line();
        writer.Line($"static void {contract}.Loss<V>(ref float arena, ref int labels, ref float losses) =>");
        writer.Line($"    {kernels}.Loss<V>(ref arena, ref labels, ref losses);");
        writer.Line();
        writer.Line($"static void {contract}.BackwardPhase<V>(");
        writer.Line("    int phase, ref float parameters, ref float packed, ref float arena, ref int labels, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics, ref float kept, ref float gradient) =>");
        writer.Line($"    {kernels}.BackwardPhase<V>(phase, ref parameters, ref packed, ref arena, ref labels, ref sampleWeights, ref batchStatistics, ref partialStatistics, ref kept, ref gradient);");
        writer.Line();
        writer.Line($"static void {contract}.BatchGradient<V>(int task, ref float kept, int microBatches, ref float gradient) =>");
        writer.Line($"    {kernels}.BatchGradient<V>(task, ref kept, microBatches, ref gradient);");
        writer.Line();
        writer.Line($"static void {contract}.PackInference<V>(ref float parameters, ref float packed) =>");
        writer.Line($"    {kernels}.PackInference<V>(ref parameters, ref packed);");
        writer.Line();
        writer.Line($"static void {contract}.PredictSample<V>(ref float parameters, ref float packed, ref readonly float sample, ref float arena) =>");
        writer.Line($"    {kernels}.PredictSample<V>(ref parameters, ref packed, in sample, ref arena);");
    }

    private static string Contract(TrainingPlan plan) => $"global::CnnGen.Networks.INetwork<{plan.Network.Type.Identifier}>";
}

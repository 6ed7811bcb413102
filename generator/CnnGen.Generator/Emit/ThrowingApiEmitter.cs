using CnnGen.Generator.Declarations;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Emit;

/// <summary>
/// Writes the members of a network for which no code can be written, as <see cref="PublicApiEmitter"/> does for others. Each of them
/// throws.
/// </summary>
internal static class ThrowingApiEmitter
{
    private const string Floats = "global::System.ReadOnlySpan<float>";

    public static void Write(SourceWriter writer, NetworkFace face)
    {
        string contract = $"global::CnnGen.Networks.INetwork<{NameOf(face)}>";
        string fault = $"throw new global::System.InvalidOperationException(\"{Literal.Escape(Message(face))}\")";
        writer.Line($"/// <remarks>{Literal.Documentation(Message(face))}</remarks>");
        writer.Line(PublicApiEmitter.GeneratedCode);
        using (writer.Block($"partial {face.Part.Keyword} {NameOf(face)}{(face.Part.HasContract ? $" : {contract}" : string.Empty)}"))
        {
            foreach ((string member, string declaration) in Members(face))
            {
                if (!Collides(face, member))
                {
                    writer.Line(declaration.EndsWith(";", StringComparison.Ordinal) ? declaration : $"{declaration} => {fault};");
                }
            }

            if (face.Part.ConstructorCall is { } call && !face.Type.Members.Contains(GeneratedMembers.Constructor(face.Type.Name)))
            {
                writer.Line($"public {face.Type.Identifier}(int seed = 0){call} => {fault};");
            }

            if (!face.Part.HasContract)
            {
                return;
            }

            // In place of the public one, where the class has a member of that name.
            if (Collides(face, "Parameters"))
            {
                writer.Line($"global::CnnGen.Parameters.ParameterSet {contract}.Parameters => {fault};");
            }

            foreach (string declaration in Contract)
            {
                writer.Line($"static {declaration.Replace("{contract}", contract)} => {fault};");
            }
        }
    }

    private static string NameOf(NetworkFace face) => face.Type.Identifier + face.Part.TypeParameters;

    private static bool Collides(NetworkFace face, string member) => member.Split('(')[0] is var name
        && (name == face.Type.Name || GeneratedMembers.Accessors(name).Append(name).Append(member).Any(face.Type.Members.Contains));

    private static string Message(NetworkFace face) =>
        $"Network '{face.Type.Name}' has no code, since its declaration is {(face.Errors.Count == 0 ? "not finished" : $"wrong: {string.Join(", ", face.Errors)}")}.";

    // A constant is 1: code may divide by it.
    private static IEnumerable<(string Name, string Declaration)> Members(NetworkFace face)
    {
        string name = NameOf(face);
        List<(string Name, string Declaration)> members =
        [
            ("ParameterCount", "public const int ParameterCount = 1;"),
            ("MultiplyAdds", "public const long MultiplyAdds = 1;"),
            ("MicroBatchBytes", "public const long MicroBatchBytes = 1;"),
            ("TrainingBytes", "public const long TrainingBytes = 1;"),
            ("InferenceBytes", "public const long InferenceBytes = 1;"),
            ("TrainingBytesFor", "public static long TrainingBytesFor(int batchSize, int threads, global::CnnGen.Optimizer? optimizer = null)"),
            ("Description", "public static string Description"),
            ("Parameters", "public global::CnnGen.Parameters.ParameterSet Parameters"),
            ("Predict(ReadOnlySpan<float>)", $"public global::CnnGen.Prediction Predict({Floats} sample)"),
            ("Predict(ReadOnlySpan<float>, Span<float>)", $"public void Predict({Floats} samples, global::System.Span<float> scores)"),
            ("Save(string)", "public void Save(string path)"),
            ("Save(IO.Stream)", "public void Save(global::System.IO.Stream stream)"),
            (GeneratedMembers.SaveToFileWithMetadata, $"public void Save(string path{PublicApiEmitter.MetadataParameter})"),
            (GeneratedMembers.SaveToStreamWithMetadata, $"public void Save(global::System.IO.Stream stream{PublicApiEmitter.MetadataParameter})"),
        ];
        if (!face.Type.HasRequiredMembers)
        {
            members.AddRange(
            [
                ("Load(string)", $"public static {name} Load(string path)"),
                ("Load(IO.Stream)", $"public static {name} Load(global::System.IO.Stream stream)"),
                ("Load(ReadOnlyMemory<byte>)", $"public static {name} Load(global::System.ReadOnlyMemory<byte> content)"),
            ]);
        }

        return members.Concat(face.Layers.Select(layer =>
            (layer.Name, $"public global::CnnGen.Parameters.{(layer.IsNorm ? "Norm" : "Layer")}Parameters {layer.Name}")));
    }

    private static readonly string[] Contract =
    [
        "global::CnnGen.Networks.NetworkLayout {contract}.Layout",
        "void {contract}.Pack<V>(int task, ref float parameters, ref float packed)",
        "void {contract}.Forward<V>(ref float parameters, ref float packed, ref float arena)",
        "void {contract}.ForwardPhase<V>(int phase, ref float parameters, ref float packed, ref float arena, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics)",
        "void {contract}.ForwardStep<V>(int step, ref float parameters, ref float packed, ref float arena)",
        "void {contract}.Loss<V>(ref float arena, ref int labels, ref float losses)",
        "void {contract}.BackwardPhase<V>(int phase, ref float parameters, ref float packed, ref float arena, ref int labels, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics, ref float kept, ref float gradient)",
        "void {contract}.BatchGradient<V>(int task, ref float kept, int microBatches, ref float gradient)",
        "void {contract}.PackInference<V>(ref float parameters, ref float packed)",
        "void {contract}.PredictSample<V>(ref float parameters, ref float packed, ref readonly float sample, ref float arena)",
    ];
}

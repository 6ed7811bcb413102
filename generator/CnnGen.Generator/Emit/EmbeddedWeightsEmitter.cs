using CnnGen.Generator.Declarations;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Emit;

/// <summary>Writes the member that loads what the project embeds for a network.</summary>
internal static class EmbeddedWeightsEmitter
{
    public static void Write(SourceWriter writer, TypeIdentity type, EmbeddedWeights weights)
    {
        string name = type.Identifier;
        string load = "global::CnnGen.WeightsFile.LoadEmbedded";
        string resource = $"\"{Literal.Escape(weights.Resource)}\"";
        using (writer.Block($"partial class {name}"))
        {
            writer.Line($"/// <summary>{(type.HasRequiredMembers ? "Fills this network with" : "A network with")} the weights that are embedded in its assembly, to the bit: {Literal.Documentation(weights.File)}.</summary>");
            writer.Line("/// <exception cref=\"global::System.IO.InvalidDataException\">They are damaged, or other weights than this network's; the message names all that differ.</exception>");
            writer.Line(PublicApiEmitter.GeneratedCode);

            // What has to be set is the user's to know: an instance of his own is filled.
            writer.Line(type.HasRequiredMembers
                ? $"public {name} LoadEmbedded() => {load}(this, {resource});"
                : $"public static {name} LoadEmbedded() => {load}(new {name}(seed: 0), {resource});");
        }
    }
}

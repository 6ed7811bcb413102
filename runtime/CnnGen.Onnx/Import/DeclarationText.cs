using System.Text;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Import;

/// <summary>Writes a network as a C# file: a line for each layer that learns and what follows it.</summary>
internal static class DeclarationText
{
    public static string Write(string? nameSpace, string className, string? source, IReadOnlyList<int> input, IReadOnlyList<Layer> layers)
    {
        var text = new StringBuilder("using CnnGen;\n\n");
        if (nameSpace is not null)
        {
            text.Append("namespace ").Append(nameSpace).Append(";\n\n");
        }

        if (source is not null)
        {
            text.Append("/// <summary>Imported from ").Append(Documentation(source)).Append(".</summary>\n");
        }

        text.Append("[Network(").AppendJoin(", ", input).Append(")]\n");
        foreach (List<Layer> line in Lines(layers))
        {
            text.Append('[').AppendJoin(", ", line.Select(layer => layer.Attribute)).Append("]\n");
        }

        return text.Append("public sealed partial class ").Append(className).Append(";\n").ToString();
    }

    private static List<List<Layer>> Lines(IReadOnlyList<Layer> layers)
    {
        List<List<Layer>> lines = [[]];
        foreach (Layer layer in layers)
        {
            bool begins = layer.LineStart is LineStart.Filters or LineStart.Always
                || (layer.LineStart == LineStart.AfterFilters && lines[^1].Exists(other => other.LineStart == LineStart.Filters))
                || ReferenceEquals(layer, layers[^1]);
            if (begins && lines[^1].Count > 0)
            {
                lines.Add([]);
            }

            lines[^1].Add(layer);
        }

        return lines;
    }

    private static string Documentation(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? " " : character switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            _ => $"{character}",
        }));
}

using System.Text;
using System.Text.RegularExpressions;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Import;

/// <summary>Names of classes and namespaces.</summary>
internal static partial class ClassName
{
    // A class cannot bear the name of one of its members, and a layer's attribute would be taken for it.
    private static readonly string[] Taken =
    [
        "CnnGen", "Load", "Save", "Predict", "Parameters", "Description", "ParameterCount", "MultiplyAdds", "MicroBatchBytes", "TrainingBytes",
        "TrainingBytesFor", "InferenceBytes", "Network",
    ];

    /// <summary>A name for the network of a file.</summary>
    public static string Of(string path)
    {
        var name = new StringBuilder();
        bool begins = true;
        foreach (char character in Path.GetFileNameWithoutExtension(path))
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                name.Append(begins ? char.ToUpperInvariant(character) : character);
            }

            begins = !char.IsAsciiLetterOrDigit(character);
        }

        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            name.Insert(0, "Model");
        }

        string result = name.ToString();
        return Taken.Contains(result) || LayerKinds.Has(result) || LayerName().IsMatch(result) ? $"{result}Network" : result;
    }

    /// <exception cref="ArgumentException">It is no name.</exception>
    public static void ThrowUnlessName(string name)
    {
        if (!Identifier().IsMatch(name))
        {
            throw new ArgumentException($"The name of the class is expected to be one in C#, but '{name}' is none.");
        }
    }

    /// <exception cref="ArgumentException">It is not names with dots between.</exception>
    public static void ThrowUnlessNamespace(string names)
    {
        if (!names.Split('.').All(name => Identifier().IsMatch(name)))
        {
            throw new ArgumentException($"The namespace is expected to be one in C#, but '{names}' is none.");
        }
    }

    [GeneratedRegex(@"^(Conv|Fc|Local)\d+$|^(Conv|LocallyConnected|MaxPool|AveragePool)[12]D$")]
    private static partial Regex LayerName();

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*$")]
    private static partial Regex Identifier();
}

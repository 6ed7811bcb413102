using System.Globalization;
using CnnGen.Weights;

namespace CnnGen.Onnx.Model;

/// <summary>A layer as an architecture's text has it: <c>Conv2D(6, 5, 5, Stride = 1, Padding = 2, Bias = true)</c>.</summary>
internal sealed class LayerText
{
    private readonly string[] _arguments;
    private readonly Dictionary<string, string> _options;
    private readonly string _inside;

    public LayerText(string text)
    {
        int bracket = text.IndexOf('(', StringComparison.Ordinal);
        Name = bracket < 0 ? text : text[..bracket];
        _inside = bracket < 0 ? string.Empty : text[(bracket + 1)..^1];
        string[] arguments = _inside.Contains('(', StringComparison.Ordinal) || _inside.Length == 0 ? [] : _inside.Split(", ");
        _arguments = [.. arguments.Where(argument => !argument.Contains('=', StringComparison.Ordinal))];
        _options = arguments
            .Select(argument => argument.Split(" = "))
            .Where(option => option.Length == 2)
            .ToDictionary(option => option[0], option => option[1]);
    }

    /// <summary>The layer's name: <c>Conv2D</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is for signals, which have one dimension.</summary>
    public bool IsOfSignal => Name.EndsWith("1D", StringComparison.Ordinal);

    /// <summary>The arguments without a name, where they are whole numbers.</summary>
    public int[] Integers => [.. _arguments.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];

    /// <summary>The arguments without a name.</summary>
    public float[] Numbers => [.. _arguments.Select(argument => float.Parse(argument, CultureInfo.InvariantCulture))];

    /// <summary>The branches of a layer that joins some, each with its layers; none for the identity.</summary>
    public IReadOnlyList<IReadOnlyList<Layer>> Branches => [.. Parts.Select(ArchitectureText.ReadBranch)];

    /// <summary>The texts of the branches, and of what stands behind them.</summary>
    public IReadOnlyList<string> Parts => [.. SavedArchitecture.Split(_inside, ArchitectureText.BranchSeparator)];

    public bool Has(string option) => _options.ContainsKey(option);

    public bool Flag(string option) => _options.GetValueOrDefault(option) == "true";

    public int Integer(string option, int otherwise) =>
        _options.TryGetValue(option, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public float Number(string option) => float.Parse(_options[option], CultureInfo.InvariantCulture);

    /// <summary>An option with a number for each dimension: <c>2×3</c>.</summary>
    public int[] Sizes(string option) => [.. _options[option].Split('×').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
}

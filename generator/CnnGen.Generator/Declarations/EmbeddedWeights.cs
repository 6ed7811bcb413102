using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Declarations;

/// <summary>A file of weights that the project embeds: an item <c>CnnGenWeights</c>, as <c>build/CnnGen.targets</c> hands it on.</summary>
/// <param name="Path">The file.</param>
/// <param name="Network">The network whose weights it holds, as the item names it.</param>
internal sealed record EmbeddedWeights(string Path, string Network)
{
    private const string NetworkMetadata = "build_metadata.AdditionalFiles.CnnGenNetwork";

    /// <summary>The file's name without folders.</summary>
    public string File => System.IO.Path.GetFileName(Path);

    /// <summary>The resource that it is embedded as.</summary>
    public string Resource => $"{Network}.safetensors";

    /// <summary>The weights, or <see langword="null"/> where the file is something else. Its content is not read.</summary>
    public static EmbeddedWeights? Read(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue(NetworkMetadata, out string? network) && network.Length > 0
            ? new EmbeddedWeights(file.Path, network)
            : null;

    /// <summary>Whether the network is this one.</summary>
    /// <param name="fullName">Its name as metadata writes it; the item may write a nested one as C# does.</param>
    public bool AreOf(string fullName) => Network.Replace('+', '.') == fullName.Replace('+', '.');
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Benchmarks.Layers;

/// <summary>What a row of the table is about.</summary>
/// <param name="Layer">The layer as emitted code calls it, in small letters: <c>bodyconv1</c>.</param>
/// <param name="Work">What is done for it: <c>forward</c>.</param>
internal sealed partial record Kernel(string Layer, string Work)
{
    /// <summary>Whether it does the layer's multiply-adds once.</summary>
    public bool MultipliesWeights => Work is "forward" or "input gradient" or "weight gradient";

    /// <summary>Tells from a statement of an emitted pass which kernel it calls; null where it calls none.</summary>
    /// <param name="statement">A call: <c>Conv1Forward&lt;V&gt;(…);</c>, with the layer behind it where the kernel is another's.</param>
    public static Kernel? CalledBy(ExpressionStatementSyntax statement)
    {
        string text = statement.ToString();
        Match call = KernelCall().Match(text);
        if (call.Success)
        {
            Match layer = LayerBehindCall().Match(statement.GetTrailingTrivia().ToString());
            string work = call.Groups["work"].Value;
            return new Kernel(NameOf(layer.Success ? layer : call), WordBoundary().Replace(work, " ").ToLowerInvariant());
        }

        // A fully connected layer keeps its inputs and output gradients for the weight gradient of the whole batch.
        Match kept = KeptMemory().Match(text);
        return kept.Success ? new Kernel(NameOf(kept), "kept for batch") : null;
    }

    private static string NameOf(Match match) => match.Groups["layer"].Value.ToLowerInvariant();

    [GeneratedRegex(@"^(?<layer>\w+?)(?<work>Forward|Loss|Statistics|Normalize|GradientSums|(Weight|Bias|Gather|Input\d*)Gradient)<V>\(")]
    private static partial Regex KernelCall();

    [GeneratedRegex(@"^ *// (?<layer>\w+)")]
    private static partial Regex LayerBehindCall();

    [GeneratedRegex(@"\bkept, (?<layer>\w+)Kept\b")]
    private static partial Regex KeptMemory();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordBoundary();
}

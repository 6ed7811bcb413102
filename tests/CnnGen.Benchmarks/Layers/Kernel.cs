using System.Text.RegularExpressions;

namespace CnnGen.Benchmarks.Layers;

/// <summary>What a row of the table is about.</summary>
/// <param name="Layer">The layer as the table of layers calls it: <c>conv1</c>.</param>
/// <param name="Work">What is done for it: <c>forward</c>.</param>
internal sealed partial record Kernel(string Layer, string Work)
{
    /// <summary>Whether it does the layer's multiply-adds once.</summary>
    public bool MultipliesWeights => Work is "forward" or "input gradient" or "weight gradient";

    /// <summary>Tells from a statement of an emitted pass which kernel it calls; null where it calls none.</summary>
    /// <param name="statement">The text: <c>Conv1Forward&lt;V&gt;(…);</c>.</param>
    public static Kernel? CalledBy(string statement)
    {
        Match call = KernelCall().Match(statement);
        if (call.Success)
        {
            string work = call.Groups["work"].Value;
            return new Kernel(LayerName(call), WordBoundary().Replace(work, " ").ToLowerInvariant());
        }

        // A fully connected layer keeps its inputs and output gradients for the weight gradient of the whole batch.
        Match kept = KeptMemory().Match(statement);
        return kept.Success ? new Kernel(LayerName(kept), "kept for batch") : null;
    }

    private static string LayerName(Match match) => match.Groups["layer"].Value.ToLowerInvariant();

    [GeneratedRegex(@"^(?<layer>[A-Za-z]+\d+)(?<work>Forward|Loss|InputGradient|WeightGradient|BiasGradient)<V>\(")]
    private static partial Regex KernelCall();

    [GeneratedRegex(@"\bkept, (?<layer>[A-Za-z]+\d+)Kept\b")]
    private static partial Regex KeptMemory();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordBoundary();
}

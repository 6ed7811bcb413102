using CnnGen.Generator.Tests.Diagnostics;

namespace CnnGen.Generator.Tests.Layers;

/// <summary>What is reported on a maximum of each channel.</summary>
internal static class GlobalMaxPoolCases
{
    public static IEnumerable<DiagnosticCase> All =>
    [
        new("A global maximum of a vector",
            "[Network(2, 8, 8), Flatten, {|CNN2001:GlobalMaxPool|}, FullyConnected(10), SoftmaxCrossEntropy] public sealed partial class Digits;",
            "GlobalMaxPool needs an image (channels×height×width), but its input here is a vector of 128 (8 → flatten → 128). Move it in front of Flatten, or remove it."),
    ];
}

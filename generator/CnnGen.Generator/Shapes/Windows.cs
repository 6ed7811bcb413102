using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Shapes;

/// <summary>What convolution and pooling say alike when their window does not fit.</summary>
internal static class Windows
{
    /// <summary>A size as messages write it: one number where height and width agree.</summary>
    public static string Describe(int height, int width) =>
        height == width ? Literal.Of(height) : $"{Literal.Of(height)}×{Literal.Of(width)}";

    /// <summary>Whether the input has the rank that the layer slides over; reports it otherwise.</summary>
    /// <param name="kind">The layer's name, without the 1D for signals or 2D for images at its end.</param>
    public static bool Need(Rank rank, Shape input, string layer, string kind, DiagnosticBag findings)
    {
        if (input.Rank == rank)
        {
            return true;
        }

        (DiagnosticId id, string wayOut) = rank == Rank.Signal
            ? (DiagnosticId.NeedsSignal, WayTo("a signal", "channels, length", "channels × length", kind + "2D", input, findings))
            : (DiagnosticId.NeedsImage, WayTo("an image", "channels, height, width", "channels × height × width", kind + "1D", input, findings));
        findings.Report(id, layer, $"{Name(input.Rank)} of {input}", findings.Chain, wayOut);
        return false;
    }

    private static string WayTo(string what, string sizes, string product, string other, Shape input, DiagnosticBag findings) =>
        (input.Rank, findings.Flattening, findings.NetworkInput) switch
        {
            (not Rank.Vector, _, _) => $"Use {other}.",
            (_, { } flattening, _) => $"Move it in front of {flattening}, or remove it.",
            (_, _, { } vector) when input == vector && findings.Chain.Length == 0 =>
                $"Declare the input as {what}: [Network({sizes})], where {product} = {Literal.Of(vector.Size)}.",
            (_, _, { Rank: Rank.Vector }) => $"Declare the input as {what}, [Network({sizes})], and move it to the front; or remove it.",
            _ => "Move it in front of the layers that give a vector, or remove it.",
        };

    /// <summary>What would fit in place of a window that does not: as a message says it, and as numbers for an editor's fix.</summary>
    public static (string Text, IReadOnlyList<(string Name, int Value)> Cure) Suggestion(
        string? window, Window vertical, Window horizontal, Shape input, bool offerPadding)
    {
        bool isSignal = input.Rank == Rank.Signal;
        bool isSquare = isSignal || vertical.Kernel == horizontal.Kernel;
        int width = horizontal.LargestKernel(input.Width);
        int height = isSignal ? width : vertical.LargestKernel(input.Height);
        if (isSquare)
        {
            height = width = Math.Min(height, width);
        }

        List<string> ways = window is null ? [] : [$"a {window} of at most {Describe(height, width)}"];
        List<(string Name, int Value)> cure = window is null ? [] : [(FixHint.Height, height), (FixHint.Width, width)];
        if (!offerPadding)
        {
            return ($"Use {ways[0]}.", cure);
        }

        long dilation = Math.Min(vertical.LargestDilation(input.Height), horizontal.LargestDilation(input.Width));
        if (dilation >= 1 && dilation < horizontal.Dilation)
        {
            ways.Add($"Dilation = {Literal.Of(dilation)}");
        }

        long missing = Math.Max(vertical.Extent - input.Height, horizontal.Extent - input.Width);
        long least = (missing + 1) / 2;
        long half = horizontal.Extent / 2;
        if (isSquare && horizontal.Extent % 2 == 1 && horizontal.Stride == 1 && half <= int.MaxValue)
        {
            cure.AddRange([(FixHint.Padding, (int)half), (FixHint.KeptWidth, input.Width)]);
            if (!isSignal)
            {
                cure.Add((FixHint.KeptHeight, input.Height));
            }
        }
        else if (least <= int.MaxValue)
        {
            cure.Add((FixHint.Padding, (int)least));
        }

        string padding = $"Padding = {Literal.Of(least)} or more";
        return (ways.Count == 0 ? $"Use {padding}." : $"Use {string.Join(", ", ways)}, or {padding}.", cure);
    }

    private static string Name(Rank rank) => rank switch
    {
        Rank.Vector => "a vector",
        Rank.Signal => "a signal",
        _ => "an image",
    };
}

using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;

namespace CnnGen.Generator.Shapes;

/// <summary>What convolution and pooling say alike when their window does not fit.</summary>
internal static class Windows
{
    /// <summary>A size as messages write it: one number where height and width agree.</summary>
    public static string Describe(int height, int width) =>
        height == width ? Literal.Of(height) : $"{Literal.Of(height)}×{Literal.Of(width)}";

    public static bool NeedImage(Shape input, string layer, FindingSink findings)
    {
        if (input.Rank == Rank.Image)
        {
            return true;
        }

        findings.Report(
            DiagnosticId.NeedsImage,
            layer,
            $"{(input.Rank == Rank.Vector ? "a vector of " : "a signal of ")}{input}",
            findings.Chain,
            WayToAnImage(input, findings));
        return false;
    }

    private static string WayToAnImage(Shape input, FindingSink findings) => (findings.Flattening, findings.NetworkInput) switch
    {
        ({ } flattening, _) => $"Move it in front of {flattening}, or remove it.",
        (_, { Rank: Rank.Signal } signal) when input == signal =>
            $"Declare the input as an image one row high, [Network({Literal.Of(signal.Channels)}, 1, {Literal.Of(signal.Width)})].",
        (_, { } vector) when input == vector && findings.Chain.Length == 0 =>
            $"Declare the input as an image: [Network(channels, height, width)], where channels × height × width = {Literal.Of(vector.Size)}.",
        (_, { Rank: not Rank.Image }) => "Declare the input as an image, [Network(channels, height, width)], and move it to the front; or remove it.",
        _ => "Move it in front of the layers that give a vector, or remove it.",
    };

    /// <summary>What would fit in place of a window that does not: as a message says it, and as numbers for an editor's fix.</summary>
    public static (string Text, IReadOnlyList<(string Name, int Value)> Cure) WayOut(
        string window, Window vertical, Window horizontal, Shape input, bool offerPadding)
    {
        bool isSquare = vertical.Kernel == horizontal.Kernel;
        int height = vertical.LargestKernel(input.Height);
        int width = horizontal.LargestKernel(input.Width);
        if (isSquare)
        {
            height = width = Math.Min(height, width);
        }

        string smaller = $"Use a {window} of at most {Describe(height, width)}";
        List<(string Name, int Value)> cure = [(Cure.Height, height), (Cure.Width, width)];
        if (!offerPadding)
        {
            return (smaller + ".", cure);
        }

        int missing = Math.Max(vertical.Kernel - input.Height, horizontal.Kernel - input.Width);
        int least = (missing + 1) / 2;
        if (isSquare && vertical.Kernel % 2 == 1 && vertical.Stride == 1)
        {
            cure.AddRange([(Cure.Padding, vertical.Kernel / 2), (Cure.KeptHeight, input.Height), (Cure.KeptWidth, input.Width)]);
        }
        else
        {
            cure.Add((Cure.Padding, least));
        }

        return ($"{smaller}, or Padding = {Literal.Of(least)} or more.", cure);
    }
}

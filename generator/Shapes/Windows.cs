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

    public static string WayOut(string window, Window vertical, Window horizontal, Shape input, bool offerPadding)
    {
        int height = input.Height + (2 * vertical.Padding);
        int width = input.Width + (2 * horizontal.Padding);
        string largest = vertical.Kernel == horizontal.Kernel
            ? Literal.Of(Math.Min(height, width))
            : Describe(Math.Min(vertical.Kernel, height), Math.Min(horizontal.Kernel, width));
        string smaller = $"Use a {window} of at most {largest}";
        if (!offerPadding)
        {
            return smaller + ".";
        }

        int missing = Math.Max(vertical.Kernel - input.Height, horizontal.Kernel - input.Width);
        return $"{smaller}, or Padding = {Literal.Of((missing + 1) / 2)} or more.";
    }
}

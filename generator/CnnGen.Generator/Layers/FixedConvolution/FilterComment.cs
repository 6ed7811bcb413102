using CnnGen.Generator.Kernels;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>A kernel as a comment, where it is small enough to be taken in at a glance.</summary>
internal static class FilterComment
{
    private const int Most = 9;

    public static void Write(KernelMethod method, FixedConvolution layer)
    {
        int width = layer.Horizontal.Kernel;
        if (layer.Vertical.Kernel > Most || width > Most)
        {
            return;
        }

        string[] numbers = [.. layer.Coefficients.Select(coefficient => Literal.Rounded(coefficient))];
        int longest = numbers.Max(number => number.Length);
        method.Remark(string.Empty);
        for (int row = 0; row < layer.Vertical.Kernel; row++)
        {
            method.Remark("    " + string.Join("  ", numbers.Skip(row * width).Take(width).Select(number => number.PadLeft(longest))));
        }
    }
}

using CnnGen.Generator.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>Names of numbered locals.</summary>
internal static class Local
{
    public static string Name(string letter, int number) => letter + Literal.Of(number);

    public static string Name(string letter, int row, int column) => $"{letter}{Literal.Of(row)}_{Literal.Of(column)}";
}

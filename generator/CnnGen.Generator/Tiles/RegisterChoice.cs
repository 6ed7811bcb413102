using CnnGen.Generator.Kernels;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Tiles;

/// <summary>Writes the method that picks one of two kernels, whose tiles differ with the registers of the machine.</summary>
internal static class RegisterChoice
{
    /// <summary>Where a walk takes tiles for many registers: vectors of 512 bits, which hold a whole block, come with as many.</summary>
    public const string HoldsBlock = "V.Count == MicroBatch.Samples";

    /// <summary>The name of the kernel for a machine of so many vector registers.</summary>
    public static string Name(string kernel, int registers) => FormattableString.Invariant($"{kernel}In{registers}");

    /// <param name="writer">Where to.</param>
    /// <param name="title">Shapes and formula.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="arrays">Its parameters.</param>
    /// <param name="few">Those of the kernel for few registers.</param>
    /// <param name="many">Those of the kernel for many registers.</param>
    public static void Write(SourceWriter writer, string title, string name, IEnumerable<string> arrays, IEnumerable<string> few, IEnumerable<string> many)
    {
        KernelMethod method = new(name, $"{title}");
        foreach (string array in arrays)
        {
            method.Array(array);
        }

        method.Body.If(
            FormattableString.Invariant($"V.Registers == {CostModel.ManyRegisters}"),
            then => Call(then, Name(name, CostModel.ManyRegisters), many),
            otherwise => Call(otherwise, Name(name, CostModel.Registers), few));
        method.Write(writer);
    }

    private static void Call(Block block, string name, IEnumerable<string> arrays) =>
        block.Call($"{name}<V>", [.. arrays.Select(array => new Address(array))]);
}

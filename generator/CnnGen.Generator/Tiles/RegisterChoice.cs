using CnnGen.Generator.Text;

namespace CnnGen.Generator.Tiles;

/// <summary>Writes the method that picks one of two kernels, whose tiles differ with the registers of the machine.</summary>
internal static class RegisterChoice
{
    /// <summary>Where a walk takes tiles for many registers: vectors of 512 bits, which hold a whole block, come with as many.</summary>
    public const string HoldsBlock = "V.Count == MicroBatch.Samples";

    /// <summary>The name of the kernel for a machine of so many vector registers.</summary>
    public static string Name(string kernel, int registers) => $"{kernel}In{Literal.Of(registers)}Registers";

    /// <param name="writer">Where to.</param>
    /// <param name="title">Shapes and formula.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="arrays">Its parameters.</param>
    /// <param name="few">Those of the kernel for few registers.</param>
    /// <param name="many">Those of the kernel for many registers.</param>
    public static void Write(SourceWriter writer, string title, string name, IEnumerable<string> arrays, IEnumerable<string> few, IEnumerable<string> many)
    {
        writer.Line($"// {title}");
        using (writer.Method(name, string.Join(", ", arrays.Select(array => $"ref float {array}"))))
        {
            using (writer.Block($"if (V.Registers == {Literal.Of(CostModel.ManyRegisters)})"))
            {
                WriteCall(writer, Name(name, CostModel.ManyRegisters), many);
            }

            using (writer.Block("else"))
            {
                WriteCall(writer, Name(name, CostModel.Registers), few);
            }
        }

        writer.Line();
    }

    private static void WriteCall(SourceWriter writer, string name, IEnumerable<string> arrays) =>
        writer.Line($"{name}<V>({string.Join(", ", arrays.Select(array => $"ref {array}"))});");
}

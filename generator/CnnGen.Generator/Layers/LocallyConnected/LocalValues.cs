using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Writes a loop over all values of a tensor, past the gaps between its channels.</summary>
internal static class LocalValues
{
    public static void Write(SourceWriter writer, Tensor tensor, Func<string, string> statement)
    {
        using (writer.Block($"for (int channel = 0; channel < {Literal.Of(tensor.Shape.Channels)} * V.SubBlocks; channel++)"))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(tensor.Shape.Height * tensor.Shape.Width)}; i++)"))
        {
            writer.Line(statement(IndexExpression.Sum(IndexExpression.Times("channel", tensor.Plane), "i")));
        }
    }
}

using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the loops that all kernels of a locally connected layer share: over positions, and over the taps of one
/// position that meet the input. Where those begin and end is computed as the loop goes, a few operations beside all
/// weights of the position, so that the text depends on neither the image nor its borders.
/// </summary>
internal sealed class LocalWalk(LocallyConnected layer, Tensor input, Tensor output)
{
    /// <summary>Places of the window, numbered row by row.</summary>
    public int Positions => output.Shape.Height * output.Shape.Width;

    public int WeightsPerPosition => input.Shape.Channels * layer.Taps * layer.Filters;

    /// <summary>Input columns from tap to tap.</summary>
    public int TapStep => Dilation(layer.Horizontal);

    /// <summary>The vector of the input under the first tap of <c>position</c>, in the first channel.</summary>
    public string Source => IndexExpression.Sum(IndexExpression.Times("rows.Source", input.Shape.Width), "columns.Source");

    /// <summary>The weights of the first tap of <c>position</c>.</summary>
    public string FirstTap
    {
        get
        {
            string tap = IndexExpression.Sum(IndexExpression.Times("rows.First", layer.Horizontal.Kernel), "columns.First");
            return IndexExpression.Sum(IndexExpression.Times("position", WeightsPerPosition), IndexExpression.Times($"({tap})", layer.Filters));
        }
    }

    /// <summary>The loop over the positions from <paramref name="first"/> to before <paramref name="last"/>.</summary>
    public SourceWriter.Scope OpenPositions(SourceWriter writer, string first, string last)
    {
        SourceWriter.Scope scope = writer.Block($"for (int position = {first}; position < {last}; position++)");
        string width = Literal.Of(output.Shape.Width);
        writer.Line($"WindowTaps rows = {TapsCall.At(Axis.Forward(layer.Vertical, input.Shape.Height), $"position / {width}")};");
        writer.Line($"WindowTaps columns = {TapsCall.At(Axis.Forward(layer.Horizontal, input.Shape.Width), $"position % {width}")};");
        return scope;
    }

    /// <summary>
    /// The loops over channels and kernel rows, in a method with the parameters <c>rows</c> and <c>columns</c>. What is
    /// written inside finds <c>x</c> at the input under the first tap of the row, and <c>w</c> at its weights.
    /// </summary>
    public void WriteRows(SourceWriter writer, string source, string weight, Action writeRow)
    {
        writer.Line($"ref float plane = ref {source};");
        writer.Line($"ref float kernel = ref {weight};");
        using (writer.Loop("channel", input.Shape.Channels) ?? writer.Block())
        {
            writer.Line("ref float row = ref plane;");
            writer.Line("ref float kernelRow = ref kernel;");
            using (writer.Block("for (int i = 0; i < rows; i++)"))
            {
                writer.Line("ref float x = ref row;");
                writer.Line("ref float w = ref kernelRow;");
                writeRow();
                writer.Line($"row = ref V.At(ref row, {Literal.Of(Dilation(layer.Vertical) * input.Shape.Width)});");
                writer.Line($"kernelRow = ref Unsafe.Add(ref kernelRow, {Literal.Of(layer.Horizontal.Kernel * layer.Filters)});");
            }

            writer.Line($"plane = ref V.At(ref plane, {Literal.Of(input.Plane)});");
            writer.Line($"kernel = ref Unsafe.Add(ref kernel, {Literal.Of(layer.Taps * layer.Filters)});");
        }
    }

    /// <summary>Moves <c>x</c> and <c>w</c> on by some taps.</summary>
    public void WriteAdvance(SourceWriter writer, int taps)
    {
        writer.Line($"x = ref V.At(ref x, {Literal.Of(taps * TapStep)});");
        writer.Line($"w = ref Unsafe.Add(ref w, {Literal.Of(taps * layer.Filters)});");
    }

    // A single tap has no next one, whatever the dilation.
    private static int Dilation(Window window) => window.Kernel == 1 ? 1 : window.Dilation;
}

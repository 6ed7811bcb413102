using CnnGen.Generator.Functions;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the methods for a rectangle of outputs at which some taps may lie on padding: a loop over the taps that are not
/// zero takes those that meet an input.
/// </summary>
/// <param name="layer">The windows.</param>
/// <param name="taps">The taps that are not zero.</param>
/// <param name="name">The operation's.</param>
/// <param name="tapName">What the names of its taps begin with.</param>
/// <param name="pass">What computes the results: Forward or Inference.</param>
/// <param name="activation">What is applied to them.</param>
/// <param name="input">The shape of the input.</param>
/// <param name="places">Where values lie.</param>
internal sealed class FilterEdgeEmitter(
    FixedConvolution layer, IReadOnlyList<FilterTap> taps, string name, string tapName, string pass, Activation activation, Shape input, FilterPlaces places)
{
    private const int NumbersPerLine = 16;

    private const string Bounds = "int firstRow, int endRow, int firstColumn, int endColumn";

    private string Tap => tapName + "Tap";

    public string CallForward(FilterRegion region) =>
        $"{name}{pass}Edge<V>(ref source, {Arguments(region)}, ref target);";

    public string CallInputGradient(FilterRegion region) =>
        $"{name}InputGradientEdge<V>(ref outGradient, {Arguments(region)}, ref inGradient);";

    public void WriteForward(SourceWriter writer)
    {
        writer.Line($"// {name} {pass.ToLowerInvariant()}: a rectangle of outputs, from the taps that meet an input.");
        using (writer.Method($"{name}{pass}Edge", $"ref float source, {Bounds}, ref float target"))
        using (WritePositions(writer))
        {
            writer.Line("V sum = V.Zero;");
            WriteTapsThatMeet(writer, () =>
                writer.Line($"V.Accumulate(ref sum, V.Load(ref source, {InputPlace}), V.Broadcast({Tap}Coefficients[tap]));"));
            writer.Line();
            writer.Line($"V.Store({ActivationEmitter.Apply(activation, "sum")}, ref target, {OutputPlace});");
        }

        writer.Line();
    }

    public void WriteInputGradient(SourceWriter writer)
    {
        writer.Line($"// {name} input gradient: what a rectangle of outputs owes to the inputs that its taps meet.");
        using (writer.Method($"{name}InputGradientEdge", $"ref float outGradient, {Bounds}, ref float inGradient"))
        using (WritePositions(writer))
        {
            writer.Line($"V gradient = V.Load(ref outGradient, {OutputPlace});");
            WriteTapsThatMeet(writer, () =>
            {
                writer.Line($"V sum = V.Load(ref inGradient, {InputPlace});");
                writer.Line($"V.Accumulate(ref sum, gradient, V.Broadcast({Tap}Coefficients[tap]));");
                writer.Line($"V.Store(sum, ref inGradient, {InputPlace});");
            });
        }

        writer.Line();
    }

    /// <summary>Writes what the loops over taps read.</summary>
    public void WriteTaps(SourceWriter writer)
    {
        writer.Line($"// {name}: the taps that are not zero; rows and columns from an output's place on, padding taken off.");
        WriteNumbers(writer, "int", "Rows", tap => Offset(layer.Vertical, tap.Row));
        WriteNumbers(writer, "int", "Columns", tap => Offset(layer.Horizontal, tap.Column));
        WriteNumbers(writer, "float", "Coefficients", tap => Literal.Of(tap.Coefficient));
    }

    private string InputPlace => places.At(IndexExpression.Sum(IndexExpression.Times("i", places.InputRow), "j"));

    private string OutputPlace => places.At(IndexExpression.Sum(IndexExpression.Times("row", places.OutputRow), "column"));

    private static SourceWriter.Scope WritePositions(SourceWriter writer)
    {
        writer.Line("for (int row = firstRow; row < endRow; row++)");
        return writer.Block("for (int column = firstColumn; column < endColumn; column++)");
    }

    private void WriteTapsThatMeet(SourceWriter writer, Action write)
    {
        using (writer.Block($"for (int tap = 0; tap < {Literal.Of(taps.Count)}; tap++)"))
        {
            writer.Line($"int i = {IndexExpression.Sum(IndexExpression.Times("row", layer.Vertical.Stride), $"{Tap}Rows[tap]")};");
            writer.Line($"int j = {IndexExpression.Sum(IndexExpression.Times("column", layer.Horizontal.Stride), $"{Tap}Columns[tap]")};");
            using (writer.Block($"if ((uint)i < {Literal.Of(input.Height)} && (uint)j < {Literal.Of(input.Width)})"))
            {
                write();
            }
        }
    }

    private void WriteNumbers(SourceWriter writer, string type, string what, Func<FilterTap, string> number)
    {
        string[] numbers = [.. taps.Select(number)];
        writer.Line($"private static ReadOnlySpan<{type}> {Tap}{what} =>");
        writer.Line("[");
        for (int first = 0; first < numbers.Length; first += NumbersPerLine)
        {
            writer.Line($"    {string.Join(", ", numbers.Skip(first).Take(NumbersPerLine))},");
        }

        writer.Line("];");
        writer.Line();
    }

    // A tap so far out that it meets no input at any position may lie beyond whole numbers of 32 bits; there they go round
    // by less than would bring it back.
    private static string Offset(Window window, int tap) => Literal.Of(unchecked((int)window.Source(0, tap)));

    private static string Arguments(FilterRegion region) => string.Join(
        ", ", new[] { region.Rows.First, region.Rows.End, region.Columns.First, region.Columns.End }.Select(Literal.Of));
}

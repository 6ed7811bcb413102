using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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

    private string Tap => tapName + "Tap";

    public void CallForward(Block block, FilterRegion region, Address source, Address target) =>
        Call(block, $"{name}{pass}Edge<V>", region, source, target);

    public void CallInputGradient(Block block, FilterRegion region, Address outGradient, Address inGradient) =>
        Call(block, $"{name}InputGradientEdge<V>", region, outGradient, inGradient);

    public void WriteForward(SourceWriter writer)
    {
        KernelMethod method = new($"{name}{pass}Edge", $"{name} {pass.ToLowerInvariant()}: a rectangle of outputs, from the taps that meet an input.");
        Address source = method.Array("source");
        (Integer Row, Integer Column)[] corners = Corners(method);
        Address target = method.Array("target");
        WritePositions(method.Body, corners, (block, row, column) =>
        {
            Lanes sum = block.Declare("sum", Lanes.Zero);
            WriteTapsThatMeet(block, row, column, (turn, place, coefficient) => turn.Accumulate(sum, Lanes.Load(source, place), coefficient));
            block.Store(ActivationEmitter.Apply(activation, sum), target, OutputPlace(row, column));
        });
        method.Write(writer);
    }

    public void WriteInputGradient(SourceWriter writer)
    {
        KernelMethod method = new(
            $"{name}InputGradientEdge", $"{name} input gradient: what a rectangle of outputs owes to the inputs that its taps meet.");
        Address outGradient = method.Array("outGradient");
        (Integer Row, Integer Column)[] corners = Corners(method);
        Address inGradient = method.Array("inGradient");
        WritePositions(method.Body, corners, (block, row, column) =>
        {
            Lanes gradient = block.Declare("gradient", Lanes.Load(outGradient, OutputPlace(row, column)));
            WriteTapsThatMeet(block, row, column, (turn, place, coefficient) =>
            {
                Lanes sum = turn.Declare("sum", Lanes.Load(inGradient, place));
                turn.Accumulate(sum, gradient, coefficient);
                turn.Store(sum, inGradient, place);
            });
        });
        method.Write(writer);
    }

    /// <summary>Writes what the loops over taps read.</summary>
    public void WriteTaps(SourceWriter writer)
    {
        writer.Line($"// {name}: the taps that are not zero; rows and columns from an output's place on, padding taken off.");
        WriteNumbers(writer, "int", "Rows", tap => Offset(layer.Vertical, tap.Row));
        WriteNumbers(writer, "int", "Columns", tap => Offset(layer.Horizontal, tap.Column));
        WriteNumbers(writer, "float", "Coefficients", tap => Literal.Shortest(tap.Coefficient) + "f");
    }

    private static void Call(Block block, string method, FilterRegion region, Address from, Address to) =>
        block.Call(method, from, region.Rows.First, region.Rows.End, region.Columns.First, region.Columns.End, to);

    // The first position, and the one after the last.
    private static (Integer Row, Integer Column)[] Corners(KernelMethod method)
    {
        (Integer firstRow, Integer endRow) = (method.Number("firstRow"), method.Number("endRow"));
        return [(firstRow, method.Number("firstColumn")), (endRow, method.Number("endColumn"))];
    }

    private static void WritePositions(Block block, (Integer Row, Integer Column)[] corners, Action<Block, Integer, Integer> write) =>
        block.Loop("row", corners[0].Row, corners[1].Row, (rows, row) =>
            rows.Loop("column", corners[0].Column, corners[1].Column, (turn, column) => write(turn, row, column)));

    private Integer OutputPlace(Integer row, Integer column) => places.At((row * places.OutputRow) + column);

    // Adds what is done with a tap, which gets the place of its input, and its coefficient.
    private void WriteTapsThatMeet(Block block, Integer row, Integer column, Action<Block, Integer, Lanes> write) => block.Loop("tap", taps.Count, (turn, tap) =>
    {
        Integer i = turn.Declare("i", (row * layer.Vertical.Stride) + Integer.Of($"{Tap}Rows[{tap}]"));
        Integer j = turn.Declare("j", (column * layer.Horizontal.Stride) + Integer.Of($"{Tap}Columns[{tap}]"));
        string meets = FormattableString.Invariant($"(uint)i < {input.Height} && (uint)j < {input.Width}");
        turn.If(meets, then => write(then, places.At((i * places.InputRow) + j), Lanes.BroadcastOf($"{Tap}Coefficients[{tap}]")));
    });

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
}

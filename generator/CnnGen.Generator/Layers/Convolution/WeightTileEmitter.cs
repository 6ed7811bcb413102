using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the inner kernel of a weight gradient: some filters by the taps of one kernel row, summed over rows of
/// positions. Sums start at zero and end as one number each, or wait in memory as lanes for the next rows.
/// </summary>
internal sealed class WeightTileEmitter
{
    private readonly Convolution _layer;
    private readonly Tensor _input;
    private readonly Tensor _output;
    private readonly int _filters;
    private readonly int _registers;
    private readonly bool _keepsSums;
    private readonly List<(int Channel, int Tap)> _columns;

    public WeightTileEmitter(Convolution layer, Tensor input, Tensor output, int channels, (int First, int Count) taps, int filters, int registers, bool keepsSums)
    {
        _layer = layer;
        _input = input;
        _output = output;
        _filters = filters;
        _registers = registers;
        _keepsSums = keepsSums;
        _columns = [.. Enumerable.Range(0, channels)
            .SelectMany(channel => Enumerable.Range(taps.First, taps.Count).Select(tap => (channel, tap)))];
    }

    public void Write(SourceWriter writer, string name)
    {
        writer.Line($"// {name}: dWeight of {Plural.Count(_filters, "filter")} by {Plural.Count(_columns.Count, "tap")}, summed over rows of {Plural.Count(_output.Shape.Width, "position")}.");
        using (writer.Method(name, "ref float source, ref float outGradient, int rows, ref float sums"))
        {
            for (int filter = 0; filter < _filters; filter++)
            {
                writer.Line("V " + string.Join(", ", Enumerable.Range(0, _columns.Count).Select(column =>
                    $"{Sum(filter, column)} = {(_keepsSums ? $"V.Load(ref sums, {Place(filter, column)})" : "V.Zero")}")) + ";");
            }

            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                foreach (ColumnRun run in ColumnRun.Cut(Axis.Forward(_layer.Horizontal, _input.Shape.Width), 1))
                {
                    WritePositions(writer, run);
                }

                writer.Line($"source = ref V.At(ref source, {Literal.Of(_layer.Vertical.Stride * _input.Shape.Width)});");
                writer.Line($"outGradient = ref V.At(ref outGradient, {Literal.Of(_output.Shape.Width)});");
            }

            WriteEnd(writer);
        }

        writer.Line();
    }

    /// <summary>Lane operations in the kernel.</summary>
    /// <param name="positions">All positions of a row, or of one with the same borders.</param>
    public int LaneOperations(IReadOnlyList<ColumnRun> positions) => 2 + (2 * _filters * _columns.Count) + positions.Sum(run =>
    {
        List<(int Column, int Source)> contacts = Contacts(run);
        int Terms(int positions) => positions * (_filters + contacts.Count + (_filters * contacts.Count));
        return contacts.Count == 0 ? 0 : 4 + Terms(AtOnce(run)) + (run.Count % AtOnce(run) > 0 ? Terms(1) : 0);
    });

    // The taps of a position are neighbours.
    private List<(int Column, int Source)> Contacts(ColumnRun run)
    {
        List<(int Column, int Source)> contacts = [];
        for (int column = 0; run.Taps.Count > 0 && column < _columns.Count; column++)
        {
            int place = _columns[column].Tap - run.Taps[0].Tap;
            if (place >= 0 && place < run.Taps.Count)
            {
                contacts.Add((column, (_columns[column].Channel * _input.Plane) + run.Taps[place].Columns[0].Source));
            }
        }

        return contacts;
    }

    // Two positions at once share what they read, where that leaves all sums in registers.
    private int AtOnce(ColumnRun run) => run.Count > 1 && (_filters * _columns.Count) + (2 * _filters) < _registers ? 2 : 1;

    // Addresses move on by addition.
    private void WritePositions(SourceWriter writer, ColumnRun run)
    {
        List<(int Column, int Source)> contacts = Contacts(run);
        if (contacts.Count == 0)
        {
            return;
        }

        int atOnce = AtOnce(run);
        using (writer.Block())
        {
            writer.Line($"ref float x = ref V.At(ref source, {Literal.Of(run.Source)});");
            writer.Line($"ref float d = ref V.At(ref outGradient, {Literal.Of(run.First)});");
            using (writer.Loop("column", run.Count / atOnce) ?? writer.Block())
            {
                WriteTerms(writer, contacts, atOnce, run.SourceStep);
                if (run.Count > 1)
                {
                    writer.Line($"x = ref V.At(ref x, {Literal.Of(run.SourceStep * atOnce)});");
                    writer.Line($"d = ref V.At(ref d, {Literal.Of(atOnce)});");
                }
            }

            if (run.Count % atOnce > 0)
            {
                using (writer.Block())
                {
                    WriteTerms(writer, contacts, 1, run.SourceStep);
                }
            }
        }
    }

    // Sources ascend, so that each sum meets its positions in order.
    private void WriteTerms(SourceWriter writer, List<(int Column, int Source)> contacts, int positions, int step)
    {
        if (positions == 1 && contacts.Count < _filters)
        {
            WriteFewTaps(writer, contacts);
            return;
        }

        for (int position = 0; position < positions; position++)
        {
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, _filters).Select(filter =>
                $"{Gradient(filter, position)} = V.Load(ref d, {Literal.Of((filter * _output.Plane) + position)})")) + ";");
        }

        var meetings = Enumerable.Range(0, positions)
            .SelectMany(position => contacts.Select(contact => (contact.Column, Position: position, Source: contact.Source + (position * step))))
            .GroupBy(meeting => meeting.Source)
            .OrderBy(source => source.Key);
        int index = 0;
        foreach (IGrouping<int, (int Column, int Position, int Source)> source in meetings)
        {
            string value = $"x{Literal.Of(index++)}";
            writer.Line($"V {value} = V.Load(ref x, {Literal.Of(source.Key)});");
            foreach ((int column, int position, int _) in source.OrderBy(meeting => meeting.Position))
            {
                writer.Line(string.Join(" ", Enumerable.Range(0, _filters).Select(filter =>
                    $"V.Accumulate(ref {Sum(filter, column)}, {Gradient(filter, position)}, {value});")));
            }
        }
    }

    // Of one position the fewer values stay in registers, the others pass by: else a sum would have to leave its register.
    private void WriteFewTaps(SourceWriter writer, List<(int Column, int Source)> contacts)
    {
        writer.Line("V " + string.Join(", ", contacts.Select((contact, index) => $"x{Literal.Of(index)} = V.Load(ref x, {Literal.Of(contact.Source)})")) + ";");
        for (int filter = 0; filter < _filters; filter++)
        {
            writer.Line($"V {Gradient(filter, 0)} = V.Load(ref d, {Literal.Of(filter * _output.Plane)});");
            writer.Line(string.Join(" ", contacts.Select((contact, index) =>
                $"V.Accumulate(ref {Sum(filter, contact.Column)}, {Gradient(filter, 0)}, x{Literal.Of(index)});")));
        }
    }

    private void WriteEnd(SourceWriter writer)
    {
        List<string> sums = [.. Enumerable.Range(0, _filters)
            .SelectMany(filter => Enumerable.Range(0, _columns.Count).Select(column => Sum(filter, column)))];
        if (_keepsSums)
        {
            for (int i = 0; i < sums.Count; i++)
            {
                writer.Line($"V.Store({sums[i]}, ref sums, {Literal.Of(i)});");
            }

            return;
        }

        for (int first = 0; first < sums.Count; first += 4)
        {
            string four = string.Join(", ", Enumerable.Range(first, 4).Select(i => sums[Math.Min(i, sums.Count - 1)]));
            writer.Line($"V.Sum({four}).StoreUnsafe(ref Unsafe.Add(ref sums, {Literal.Of(first)}));");
        }
    }

    private string Place(int filter, int column) => Literal.Of((filter * _columns.Count) + column);

    private static string Sum(int filter, int column) => $"sum{Literal.Of(filter)}_{Literal.Of(column)}";

    private static string Gradient(int filter, int position) => $"d{Literal.Of(filter)}_{Literal.Of(position)}";
}

using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The inner kernel of a weight gradient: some filters by the taps of one kernel row, summed over rows of positions. Sums start at zero
/// and end as one number each, or wait in memory as lanes for the next rows.
/// </summary>
/// <param name="layer">The convolution.</param>
/// <param name="input">What it reads.</param>
/// <param name="output">What it gives.</param>
/// <param name="runs">The positions of a row.</param>
/// <param name="channels">Channels of the tile.</param>
/// <param name="taps">Taps of the kernel row.</param>
/// <param name="filters">Filters of the tile.</param>
/// <param name="registers">The vector registers of the machine.</param>
/// <param name="keepsSums">Whether sums wait in memory.</param>
internal sealed class WeightTile(
    Convolution layer, Tensor input, Tensor output, IReadOnlyList<ColumnRun> runs, int channels, (int First, int Count) taps, int filters, int registers, bool keepsSums)
{
    private readonly List<(int Channel, int Tap)> _columns =
        [.. Enumerable.Range(0, channels).SelectMany(channel => Enumerable.Range(taps.First, taps.Count).Select(tap => (channel, tap)))];

    /// <summary>The products that the kernel has written out.</summary>
    public int Products => runs.Sum(run => Contacts(run).Count * filters * (AtOnce(run) + (run.Count % AtOnce(run) > 0 ? 1 : 0)));

    public KernelMethod Build(string name)
    {
        KernelMethod method = new(
            name,
            $"dWeight of {Plural.Count(filters, "filter")} by {Plural.Count(_columns.Count, "tap")}, summed over rows of {Plural.Count(output.Shape.Width, "position")}.");
        (Address source, Address outGradient) = (method.Array("source"), method.Array("outGradient"));
        method.Parameter("int", "rows");
        Address waiting = method.Array("sums");
        Lanes[][] sums = [.. Enumerable.Range(0, filters).Select(filter => method.Body.Declare(Enumerable.Range(0, _columns.Count).Select(column => (
            SumName(filter, column),
            keepsSums ? Lanes.Load(waiting, (filter * _columns.Count) + column)
                : column > 0 ? Lanes.Of(SumName(filter, 0))
                : Lanes.Zero))))];
        method.Body.Loop("row", Integer.Of("rows"), (row, _) =>
        {
            foreach (ColumnRun run in runs)
            {
                row.Apart(block => WritePositions(block, run, sums, source, outGradient));
            }

            row.Next(source, source.At(layer.Vertical.Stride * input.Shape.Width));
            row.Next(outGradient, outGradient.At(output.Shape.Width));
        });
        WriteEnd(method.Body, [.. sums.SelectMany(filter => filter)], waiting);
        return method;
    }

    private void WriteEnd(Block block, Lanes[] sums, Address waiting)
    {
        if (!keepsSums)
        {
            block.StoreSums(sums, waiting);
            return;
        }

        block.Together(line =>
        {
            for (int i = 0; i < sums.Length; i++)
            {
                line.Store(sums[i], waiting, i);
            }
        });
    }

    // Addresses move on by addition.
    private void WritePositions(Block block, ColumnRun run, Lanes[][] sums, Address source, Address outGradient)
    {
        List<(int Column, int Source)> contacts = Contacts(run);
        if (contacts.Count == 0)
        {
            return;
        }

        int atOnce = AtOnce(run);
        bool hasRest = run.Count % atOnce > 0;
        Address x = block.Declare("x", source.At(run.Source));
        Address d = block.Declare("d", outGradient.At(run.First));
        block.Loop("column", run.Count / atOnce, (turn, _) =>
        {
            turn.Together(line => WriteTerms(line, sums, contacts, atOnce, run.SourceStep, x, d));
            Action<Address, Address> move = hasRest ? turn.Move : turn.Next;
            move(x, x.At(run.SourceStep * atOnce));
            move(d, d.At(atOnce));
        });
        if (hasRest)
        {
            block.Apart(rest => rest.Together(line => WriteTerms(line, sums, contacts, 1, run.SourceStep, x, d)));
        }
    }

    // The taps of a position are neighbours.
    private List<(int Column, int Source)> Contacts(ColumnRun run)
    {
        List<(int Column, int Source)> contacts = [];
        for (int column = 0; run.Taps.Count > 0 && column < _columns.Count; column++)
        {
            int place = _columns[column].Tap - run.Taps[0].Tap;
            if (place >= 0 && place < run.Taps.Count)
            {
                contacts.Add((column, (_columns[column].Channel * input.Plane) + run.Taps[place].Columns[0].Source));
            }
        }

        return contacts;
    }

    // Two positions at once share what they read, where that leaves all sums in registers.
    private int AtOnce(ColumnRun run) => run.Count > 1 && (filters * _columns.Count) + (2 * filters) < registers ? 2 : 1;

    // Sources ascend, so that each sum meets its positions in order.
    private void WriteTerms(Block line, Lanes[][] sums, List<(int Column, int Source)> contacts, int positions, int step, Address x, Address d)
    {
        IEnumerable<(string, Lanes)> Gradients(int position) => Enumerable.Range(0, filters).Select(filter => (
            Local.Name("d", filter, position), Lanes.Load(d, (filter * output.Plane) + position)));
        if (positions == 1 && contacts.Count < filters)
        {
            // The fewer values stay in registers: else a sum would have to leave its register.
            TileProducts.Add(
                line,
                contacts.Select((contact, index) => (Local.Name("x", index), Lanes.Load(x, contact.Source))),
                Gradients(0),
                (contact, filter, value, gradient) => line.Accumulate(sums[filter][contacts[contact].Column], gradient, value));
            return;
        }

        Lanes[][] gradients = [.. Enumerable.Range(0, positions).Select(position => line.Declare(Gradients(position)))];
        var meetings = Enumerable.Range(0, positions)
            .SelectMany(position => contacts.Select(contact => (contact.Column, Position: position, Source: contact.Source + (position * step))))
            .GroupBy(meeting => meeting.Source)
            .OrderBy(source => source.Key);
        int index = 0;
        foreach (IGrouping<int, (int Column, int Position, int Source)> source in meetings)
        {
            Lanes value = line.Declare(Local.Name("x", index++), Lanes.Load(x, source.Key));
            foreach ((int column, int position, int _) in source.OrderBy(meeting => meeting.Position))
            {
                for (int filter = 0; filter < filters; filter++)
                {
                    line.Accumulate(sums[filter][column], gradients[position][filter], value);
                }
            }
        }
    }

    private static string SumName(int filter, int column) => Local.Name("s", filter, column);
}

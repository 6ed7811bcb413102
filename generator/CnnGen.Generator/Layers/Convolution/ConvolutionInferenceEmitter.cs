using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes a convolution of one sample: a method that walks the vectors of filters, and one for the positions of whole tiles and
/// of those that are left. A pool behind it is taken of the sums in their registers. Where the weights of a tile's filters are
/// more than the first-level cache holds beside the image, channels are taken some at a time for all positions, and sums wait in
/// the target meanwhile; their order stays the same. Groups take their turns as a whole: what the last vector of one writes
/// over the next is not there yet.
/// </summary>
internal sealed class ConvolutionInferenceEmitter(
    SourceWriter writer, string name, Convolution layer, InferenceGroups groups, PackedFilters filters, Activation activation, Shape sums,
    InferenceTile pool, SampleTensor input, SampleTensor output, InferenceTile tile, int registers)
{
    /// <summary>Bytes of weights that stay in the first-level cache, about half of it.</summary>
    public const int MostWeightBytes = 20 * 1024;

    private int Channels => groups.Channels;

    private int Terms => Channels * layer.Taps;

    private int ColumnStep => layer.Horizontal.Stride * input.ColumnStep;

    private int RowStep => layer.Vertical.Stride * input.RowStep;

    // Channels whose weights stay in the cache: as many each time as can be.
    private int ChannelsAtOnce
    {
        get
        {
            int lanes = registers == CostModel.ManyRegisters ? Tensor.Lanes : Tensor.Lanes / 2;
            int channelBytes = tile.Vectors * layer.Taps * lanes * sizeof(float);
            int most = Math.Max(1, MostWeightBytes / channelBytes);
            int blocks = (Channels + most - 1) / most;
            return (Channels + blocks - 1) / blocks;
        }
    }

    private bool IsBlocked => ChannelsAtOnce < Channels && !groups.Overlap;

    private bool HasGroups => groups.Count > 1;

    // In the tile itself where that is one operation on a sum that is whole.
    private bool AppliesActivation => !IsBlocked && activation.IsSingleOperation;

    private int RestRows => sums.Height % tile.Rows;

    private int RestColumns => sums.Width % tile.Columns;

    public void Write()
    {
        WriteFilters();
        WriteTile("Tiles", tile, sums.Height / tile.Rows, sums.Width / tile.Columns);
        if (RestColumns > 0)
        {
            WriteTile("LastColumns", tile with { Columns = RestColumns }, sums.Height / tile.Rows, 1);
        }
        else if (RestRows > 0)
        {
            WriteTile("LastRows", tile with { Rows = RestRows }, 1, 1);
        }
    }

    private void WriteFilters()
    {
        writer.Line($"// {name}: tiles of {Describe(tile)}{(IsBlocked ? $", {Plural.Count(ChannelsAtOnce, "channel")} at a time" : string.Empty)}.");
        using (writer.Method(name, "ref float source, ref float weight, ref float bias, ref float target"))
        {
            if (HasGroups)
            {
                WriteGroups();
            }
            else
            {
                WriteGroup("source", "weight", "bias", "target");
            }

            if (!AppliesActivation && activation != Activation.None)
            {
                string row = Literal.Of(output.RowStep);
                writer.Line($"InferenceValues.Apply<V, {ActivationEmitter.Type(activation)}>(ref target, {row}, ref target, {row}, {Literal.Of(output.Shape.Height)}, {Literal.Of(output.RowFloats)});");
            }
        }

        writer.Line();
    }

    private void WriteGroups()
    {
        using (writer.Loop("group", groups.Count))
        {
            writer.Line($"ref float x = ref Unsafe.Add(ref source, {IndexExpression.Sum(IndexExpression.Times("group", Channels * input.ChannelStep))});");
            writer.Line($"ref float kernels = ref Unsafe.Add(ref weight, {IndexExpression.Sum(IndexExpression.Times("group", filters.WeightsOfGroup))});");
            writer.Line($"ref float start = ref Unsafe.Add(ref bias, {IndexExpression.Sum(IndexExpression.Times("group", filters.BiasesOfGroup))});");
            writer.Line($"ref float to = ref Unsafe.Add(ref target, {IndexExpression.Sum(IndexExpression.Times("group", groups.Filters))});");
            if (groups.Overlap)
            {
                writer.Line($"int room = group < {Literal.Of(groups.Free)} ? {Literal.Of(InferenceGroups.Aligned(groups.Filters))} : {Literal.Of(groups.Filters)};");
            }

            WriteGroup("x", "kernels", "start", "to");
        }
    }

    private void WriteGroup(string source, string weight, string bias, string target)
    {
        if (IsBlocked)
        {
            writer.Line($"InferenceValues.Fill<V>(ref {bias}, ref {target}, {Literal.Of(output.RowStep)}, {Literal.Of(output.Shape.Height)}, {Literal.Of(output.Shape.Width)}, "
                + $"{Literal.Of(output.ColumnStep)}, {Literal.Of(filters.BiasesOfGroup)});");
        }

        using (writer.Block($"for (int filter = 0; filter < {OutputVectors.Count(groups.Filters)}; filter += {Literal.Of(tile.Vectors)})"))
        {
            writer.Line($"ref float w = ref V.At(ref {weight}, filter * {Literal.Of(Terms)});");
            writer.Line($"ref float y = ref V.At(ref {target}, filter);");
            if (IsBlocked)
            {
                string atOnce = Literal.Of(ChannelsAtOnce);
                string plane = HasGroups ? "plane" : "x";
                using (writer.Block($"for (int channel = 0; channel < {Literal.Of(Channels)}; channel += {atOnce})"))
                {
                    writer.Line($"ref float {plane} = ref Unsafe.Add(ref {source}, {IndexExpression.Sum(IndexExpression.Times("channel", input.ChannelStep))});");
                    string rest = Channels % ChannelsAtOnce == 0 ? atOnce : $"Math.Min({atOnce}, {Literal.Of(Channels)} - channel)";
                    WriteCalls($"ref {plane}", $"ref V.At(ref w, {IndexExpression.Sum(IndexExpression.Times("channel", layer.Taps))}), {rest}");
                }
            }
            else
            {
                WriteCalls(
                    groups.LanesAreChannels ? $"ref V.At(ref {source}, filter)" : $"ref {source}",
                    $"ref w, ref V.At(ref {bias}, filter)" + (groups.Overlap ? ", room - (filter * V.Count)" : string.Empty));
            }
        }
    }

    private void WriteCalls(string from, string arguments)
    {
        writer.Line($"{name}Tiles<V>({from}, {arguments}, ref y);");
        if (RestColumns > 0)
        {
            int first = sums.Width - RestColumns;
            WriteRestCall("LastColumns", first * ColumnStep, first / pool.Columns * output.ColumnStep);
        }
        else if (RestRows > 0)
        {
            int first = sums.Height - RestRows;
            WriteRestCall("LastRows", first * RowStep, first / pool.Rows * output.RowStep);
        }

        void WriteRestCall(string part, int source, int target)
        {
            writer.Line($"{name}{part}<V>(ref Unsafe.Add({from}, {Literal.Of(source)}), {arguments}, ref Unsafe.Add(ref y, {Literal.Of(target)}));");
        }
    }

    private void WriteTile(string part, InferenceTile positions, int rows, int tiles)
    {
        writer.Line($"// {name}: {(part == "Tiles" ? "whole tiles" : part == "LastRows" ? "the last rows" : "the last columns")}, {Describe(positions)} at once.");
        using (writer.Method(name + part, $"ref float source, ref float weight, {(IsBlocked ? "int channels" : "ref float bias")}, {(groups.Overlap ? "int filters, " : string.Empty)}ref float target"))
        using (writer.Loop("row", rows))
        using (writer.Loop("tile", tiles))
        {
            string row = rows > 1 ? "row" : string.Empty;
            string column = tiles > 1 ? "tile" : string.Empty;
            string source = IndexExpression.Sum(IndexExpression.Times(row, positions.Rows * RowStep), IndexExpression.Times(column, positions.Columns * ColumnStep));
            string target = IndexExpression.Sum(
                IndexExpression.Times(row, positions.Rows / pool.Rows * output.RowStep), IndexExpression.Times(column, positions.Columns / pool.Columns * output.ColumnStep));
            writer.Line($"ref float y = ref Unsafe.Add(ref target, {target});");
            WriteStart(positions);
            writer.Line($"ref float plane = ref Unsafe.Add(ref source, {source});");
            writer.Line("ref float w = ref weight;");
            using (IsBlocked
                ? writer.Block("for (int channel = 0; channel < channels; channel++)")
                : writer.Loop("channel", Channels) ?? writer.Block())
            {
                writer.Line("ref float x = ref plane;");
                using (writer.Loop("i", layer.Vertical.Kernel) ?? writer.Block())
                {
                    WriteKernelRow(positions);
                }

                writer.Line($"plane = ref Unsafe.Add(ref plane, {Literal.Of(input.ChannelStep)});");
            }

            WriteEnd(positions);
        }

        writer.Line();
    }

    private void WriteStart(InferenceTile positions)
    {
        for (int vector = 0; vector < positions.Vectors; vector++)
        {
            writer.Line("V " + string.Join(", ", Positions(positions).Select((position, index) =>
                $"{Sum(vector, index)} = " + (IsBlocked ? $"V.Load({Place("y", position.Target)}, {Literal.Of(vector)})"
                    : index > 0 ? Sum(vector, 0)
                    : $"V.Load(ref bias, {Literal.Of(vector)})"))) + ";");
        }
    }

    private void WriteKernelRow(InferenceTile positions)
    {
        int columns = layer.Horizontal.Kernel;
        int tapStep = columns == 1 ? 0 : layer.Horizontal.Dilation * input.ColumnStep;
        int rowStep = layer.Vertical.Kernel == 1 ? 0 : layer.Vertical.Dilation * input.RowStep;
        if (tile.Unrolls(columns))
        {
            for (int tap = 0; tap < columns; tap++)
            {
                using (writer.Block())
                {
                    WriteTap(positions, tap, tap * tapStep);
                }
            }

            writer.Line($"w = ref V.At(ref w, {Literal.Of(columns)});");
        }
        else
        {
            using (writer.Block($"for (int j = 0; j < {Literal.Of(columns)}; j++)"))
            {
                WriteTap(positions, 0, 0);
                writer.Line($"x = ref Unsafe.Add(ref x, {Literal.Of(tapStep)});");
                writer.Line("w = ref V.At(ref w, 1);");
            }

            rowStep -= columns * tapStep;
        }

        if (layer.Vertical.Kernel > 1)
        {
            writer.Line($"x = ref Unsafe.Add(ref x, {Literal.Of(rowStep)});");
        }
    }

    private void WriteTap(InferenceTile positions, int tap, int source)
    {
        writer.Line("V " + string.Join(", ", Enumerable.Range(0, positions.Vectors).Select(vector =>
            $"w{Literal.Of(vector)} = V.Load(ref w, {Literal.Of((vector * Terms) + tap)})")) + ";");
        foreach (((int from, int _), int index) in Positions(positions).Select((position, index) => (position, index)))
        {
            string place = Literal.Of(source + from);
            if (groups.LanesAreChannels)
            {
                writer.Line($"V.Accumulate(ref {Sum(0, index)}, w0, V.Load({Place("x", source + from)}));");
                continue;
            }

            if (positions.Vectors == 1)
            {
                writer.Line($"V.Accumulate(ref {Sum(0, index)}, w0, ref x, {place});");
                continue;
            }

            writer.Line($"V x{Literal.Of(index)} = V.Broadcast(ref x, {place});");
            writer.Line(string.Join(" ", Enumerable.Range(0, positions.Vectors).Select(vector =>
                $"V.Accumulate(ref {Sum(vector, index)}, w{Literal.Of(vector)}, x{Literal.Of(index)});")));
        }
    }

    // A window's results are joined in the order in which a pool reads them, each rectified before, so that the bits are those of both.
    private void WriteEnd(InferenceTile positions)
    {
        bool rectifies = AppliesActivation && activation == Activation.ReLU;
        if (rectifies)
        {
            writer.Line("V zero = V.Zero;");
        }

        string Result(int vector, int position) =>
            rectifies ? ActivationEmitter.Apply(activation, Sum(vector, position), "zero") : Sum(vector, position);
        if (!groups.Overlap)
        {
            WriteStores((value, place, vector) => $"V.Store({value}, {place}, {Literal.Of(vector)});");
            return;
        }

        using (writer.Block($"if (filters >= {Literal.Of(positions.Vectors)} * V.Count)"))
        {
            WriteStores((value, place, vector) => $"V.Store({value}, {place}, {Literal.Of(vector)});");
        }

        using (writer.Block("else"))
        {
            WriteStores((value, place, vector) => $"PartialVector.Store({value}, ref V.At({place}, {Literal.Of(vector)}), filters - ({Literal.Of(vector)} * V.Count));");
        }

        void WriteStores(Func<string, string, int, string> store)
        {
            for (int row = 0; row < positions.Rows; row += pool.Rows)
            {
                for (int column = 0; column < positions.Columns; column += pool.Columns)
                {
                    int[] window =
                    [
                        .. from i in Enumerable.Range(row, pool.Rows)
                           from j in Enumerable.Range(column, pool.Columns)
                           select (i * positions.Columns) + j,
                    ];
                    int to = (row / pool.Rows * output.RowStep) + (column / pool.Columns * output.ColumnStep);
                    writer.Line(string.Join(" ", Enumerable.Range(0, positions.Vectors).Select(vector => store(
                        window.Skip(1).Aggregate(Result(vector, window[0]), (largest, position) => $"V.MaxOrNaN({Result(vector, position)}, {largest})"),
                        Place("y", to),
                        vector))));
                }
            }
        }
    }

    private IEnumerable<(int Source, int Target)> Positions(InferenceTile positions) =>
        from row in Enumerable.Range(0, positions.Rows)
        from column in Enumerable.Range(0, positions.Columns)
        select ((row * RowStep) + (column * ColumnStep), (row * output.RowStep) + (column * output.ColumnStep));

    private static string Describe(InferenceTile positions) =>
        $"{Plural.Count(positions.Rows, "row")} by {Plural.Count(positions.Columns, "column")} by {Plural.Count(positions.Vectors, "vector")} of filters";

    private static string Place(string origin, int offset) => offset == 0 ? $"ref {origin}" : $"ref Unsafe.Add(ref {origin}, {Literal.Of(offset)})";

    private static string Sum(int vector, int position) => $"sum{Literal.Of(vector)}_{Literal.Of(position)}";
}

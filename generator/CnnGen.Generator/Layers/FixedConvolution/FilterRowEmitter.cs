using CnnGen.Generator.Functions;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the methods for a row of outputs at which each tap meets an input, with the kernel in them: taps that are zero
/// are absent, and those with the same coefficient share a product. A large kernel is shared out among several methods,
/// whose sums wait in the output.
/// </summary>
internal sealed class FilterRowEmitter
{
    /// <summary>Taps in one line of text.</summary>
    private const int TapsPerLine = 8;

    /// <summary>Lane operations that find addresses and move them on, load what waits, and store.</summary>
    private const int OtherOperations = 12;

    /// <summary>Those of an activation that is no single operation, inlined.</summary>
    private const int ActivationOperations = 60;

    /// <summary>Load and sum.</summary>
    private const int ForwardOperationsPerTap = 2;

    /// <summary>Load, sum and store.</summary>
    private const int GradientOperationsPerTap = 3;

    private readonly FixedConvolution _layer;
    private readonly int _columns;
    private readonly int _firstRow;
    private readonly int _firstColumn;
    private readonly string _name;
    private readonly string _pass;
    private readonly Activation _activation;
    private readonly FilterPlaces _places;
    private readonly IReadOnlyList<IReadOnlyList<TapGroup>> _forward;
    private readonly IReadOnlyList<IReadOnlyList<TapGroup>> _gradient;

    /// <param name="layer">The windows.</param>
    /// <param name="taps">The taps that are not zero.</param>
    /// <param name="interior">Where each of them meets an input.</param>
    /// <param name="name">The operation's.</param>
    /// <param name="pass">What computes the results: Forward or Inference.</param>
    /// <param name="activation">What is applied to them.</param>
    /// <param name="places">Where values lie.</param>
    public FilterRowEmitter(
        FixedConvolution layer, IReadOnlyList<FilterTap> taps, FilterRegion interior, string name, string pass, Activation activation, FilterPlaces places)
    {
        _layer = layer;
        _columns = interior.Columns.Count;
        _firstRow = taps.Min(tap => tap.Row);
        _firstColumn = taps.Min(tap => tap.Column);
        _name = name;
        _pass = pass;
        _activation = activation;
        _places = places;
        FirstInput = (int)((layer.Vertical.Source(interior.Rows.First, _firstRow) * places.InputRow)
            + layer.Horizontal.Source(interior.Columns.First, _firstColumn));
        IReadOnlyList<TapGroup> groups = TapGroup.Of(taps);
        int operations = MethodSizeLimit.LaneOperations - OtherOperations;
        _forward = TapGroup.Pack(
            groups, ForwardOperationsPerTap, activation.IsSingleOperation ? operations : operations - ActivationOperations);
        _gradient = TapGroup.Pack(groups, GradientOperationsPerTap, operations);
    }

    /// <summary>The input under the first tap at the first output.</summary>
    public int FirstInput { get; }

    /// <summary>The calls for one row.</summary>
    /// <param name="source">The input under the first tap at the row's first output.</param>
    /// <param name="target">That output.</param>
    public IEnumerable<string> CallForward(string source, string target) =>
        _forward.Select((_, i) => $"{ForwardName(i)}<V>({source}, {target});");

    /// <summary>The calls for one row.</summary>
    /// <param name="outGradient">The gradient of the row's first output.</param>
    /// <param name="inGradient">That of the input under the first tap there.</param>
    public IEnumerable<string> CallInputGradient(string outGradient, string inGradient) =>
        _gradient.Select((_, i) => $"{GradientName(i)}<V>({outGradient}, {inGradient});");

    public void WriteForward(SourceWriter writer)
    {
        for (int part = 0; part < _forward.Count; part++)
        {
            writer.Line($"// {_name} {_pass.ToLowerInvariant()}: {Plural.Count(_columns, "column")} of a row, where each tap meets an input{Part(part, _forward)}.");
            using (writer.Method(ForwardName(part), "ref float x, ref float y"))
            using (writer.Loop("column", _columns))
            {
                bool isFirst = part == 0;
                if (!isFirst)
                {
                    writer.Line("V sum = V.Load(ref y, 0);");
                }

                foreach ((TapGroup group, string name) in _forward[part].Select((group, i) => (group, $"taps{Literal.Of(i)}")))
                {
                    WriteSum(writer, group, name, isFirst);
                    isFirst = false;
                }

                string result = part == _forward.Count - 1 ? ActivationEmitter.Apply(_activation, "sum") : "sum";
                writer.Line($"V.Store({result}, ref y, 0);");
                WriteAdvance(writer, "x", "y");
            }

            writer.Line();
        }
    }

    public void WriteInputGradient(SourceWriter writer)
    {
        for (int part = 0; part < _gradient.Count; part++)
        {
            writer.Line($"// {_name} input gradient: what {Plural.Count(_columns, "column")} of a row owe to the inputs, one under each tap{Part(part, _gradient)}.");
            using (writer.Method(GradientName(part), "ref float dy, ref float dx"))
            using (writer.Loop("column", _columns))
            {
                writer.Line("V gradient = V.Load(ref dy, 0);");
                foreach ((TapGroup group, string name) in _gradient[part].Select((group, i) => (group, $"share{Literal.Of(i)}")))
                {
                    WriteShare(writer, group, name);
                }

                WriteAdvance(writer, "dx", "dy");
            }

            writer.Line();
        }
    }

    private void WriteSum(SourceWriter writer, TapGroup group, string name, bool isFirst)
    {
        if (!group.IsProduct && (!isFirst || group.Coefficient > 0))
        {
            (string added, string subtracted) = group.Coefficient > 0 ? ("+", "-") : ("-", "+");
            WriteLines(writer, group.Added, isFirst ? "V sum =" : $"sum {added}=", $"sum {added}=");
            WriteLines(writer, group.Subtracted, $"sum {subtracted}=", $"sum {subtracted}=");
            return;
        }

        string taps = name;
        if (group.TapCount == 1)
        {
            taps = Load(group.Added[0]);
        }
        else
        {
            WriteLines(writer, group.Added, $"V {name} =", $"{name} +=");
            WriteLines(writer, group.Subtracted, $"{name} -=", $"{name} -=");
        }

        string coefficient = $"V.Broadcast({Literal.Of(group.Coefficient)})";
        writer.Line((isFirst, group.IsProduct) switch
        {
            (false, _) => $"V.Accumulate(ref sum, {taps}, {coefficient});",
            (true, true) => $"V sum = {taps} * {coefficient};",
            _ => $"V sum = V.Zero - {taps};",
        });
    }

    private void WriteShare(SourceWriter writer, TapGroup group, string name)
    {
        bool isNegative = !group.IsProduct && group.Coefficient < 0;
        if (group.IsProduct)
        {
            writer.Line($"V {name} = gradient * V.Broadcast({Literal.Of(group.Coefficient)});");
        }

        WriteTaps(group.Added, isNegative ? "-" : "+");
        WriteTaps(group.Subtracted, isNegative ? "+" : "-");

        void WriteTaps(IReadOnlyList<FilterTap> taps, string sign)
        {
            foreach (string at in taps.Select(Place))
            {
                writer.Line($"V.Store(V.Load(ref dx, {at}) {sign} {(group.IsProduct ? name : "gradient")}, ref dx, {at});");
            }
        }
    }

    // A row of the kernel a line, so that the text looks like the kernel.
    private void WriteLines(SourceWriter writer, IReadOnlyList<FilterTap> taps, string first, string next)
    {
        List<FilterTap> line = [];
        string start = first;
        foreach (FilterTap tap in taps)
        {
            if (line.Count == TapsPerLine || (line.Count > 0 && line[0].Row != tap.Row))
            {
                WriteLine();
            }

            line.Add(tap);
        }

        if (line.Count > 0)
        {
            WriteLine();
        }

        void WriteLine()
        {
            writer.Line($"{start} {string.Join(" + ", line.Select(Load))};");
            line.Clear();
            start = next;
        }
    }

    private void WriteAdvance(SourceWriter writer, string input, string output)
    {
        if (_columns > 1)
        {
            writer.Line($"{input} = ref V.At(ref {input}, {_places.At(Literal.Of(_layer.Horizontal.Stride))});");
            writer.Line($"{output} = ref V.At(ref {output}, {_places.At("1")});");
        }
    }

    private string Load(FilterTap tap) => $"V.Load(ref x, {Place(tap)})";

    private string Place(FilterTap tap) => _places.At(Literal.Of(
        ((tap.Row - _firstRow) * _layer.Vertical.Dilation * _places.InputRow) + ((tap.Column - _firstColumn) * _layer.Horizontal.Dilation)));

    private string ForwardName(int part) => $"{_name}{_pass}Row{Number(part, _forward)}";

    private string GradientName(int part) => $"{_name}InputGradientRow{Number(part, _gradient)}";

    private static string Number(int part, IReadOnlyList<IReadOnlyList<TapGroup>> parts) => parts.Count == 1 ? string.Empty : Literal.Of(part);

    private static string Part(int part, IReadOnlyList<IReadOnlyList<TapGroup>> parts) =>
        parts.Count == 1 ? string.Empty : $", part {Literal.Of(part + 1)} of {Literal.Of(parts.Count)} of the kernel";
}

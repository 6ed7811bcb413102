using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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

    /// <summary>Adds the calls for one row.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="source">The input under the first tap at the row's first output.</param>
    /// <param name="target">That output.</param>
    public void CallForward(Block block, Address source, Address target)
    {
        for (int part = 0; part < _forward.Count; part++)
        {
            block.Call($"{ForwardName(part)}<V>", source, target);
        }
    }

    /// <summary>Adds the calls for one row.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="outGradient">The gradient of the row's first output.</param>
    /// <param name="inGradient">That of the input under the first tap there.</param>
    public void CallInputGradient(Block block, Address outGradient, Address inGradient)
    {
        for (int part = 0; part < _gradient.Count; part++)
        {
            block.Call($"{GradientName(part)}<V>", outGradient, inGradient);
        }
    }

    public void WriteForward(SourceWriter writer)
    {
        for (int part = 0; part < _forward.Count; part++)
        {
            IReadOnlyList<TapGroup> groups = _forward[part];
            bool isFirst = part == 0;
            bool isLast = part == _forward.Count - 1;
            KernelMethod method = new(
                ForwardName(part),
                $"{_name} {_pass.ToLowerInvariant()}: {Plural.Count(_columns, "column")} of a row, where each tap meets an input{Part(part, _forward)}.");
            (Address x, Address y) = (method.Array("x"), method.Array("y"));
            method.Body.Loop("column", _columns, (turn, _) =>
            {
                Lanes sum = isFirst ? WriteFirstSum(turn, x, groups[0]) : turn.Declare("sum", Lanes.Load(y, 0));
                for (int i = isFirst ? 1 : 0; i < groups.Count; i++)
                {
                    WriteSum(turn, x, groups[i], i, sum);
                }

                turn.Store(isLast ? ActivationEmitter.Apply(_activation, sum) : sum, y, 0);
                WriteNext(turn, x, y);
            });
            method.Write(writer);
        }
    }

    public void WriteInputGradient(SourceWriter writer)
    {
        for (int part = 0; part < _gradient.Count; part++)
        {
            IReadOnlyList<TapGroup> groups = _gradient[part];
            KernelMethod method = new(
                GradientName(part),
                $"{_name} input gradient: what {Plural.Count(_columns, "column")} of a row owe to the inputs, one under each tap{Part(part, _gradient)}.");
            (Address dy, Address dx) = (method.Array("dy"), method.Array("dx"));
            method.Body.Loop("column", _columns, (turn, _) =>
            {
                Lanes gradient = turn.Declare("gradient", Lanes.Load(dy, 0));
                for (int i = 0; i < groups.Count; i++)
                {
                    WriteShare(turn, dx, groups[i], i, gradient);
                }

                WriteNext(turn, dx, dy);
            });
            method.Write(writer);
        }
    }

    // Declares the sum of all groups as that of the first one.
    private Lanes WriteFirstSum(Block block, Address x, TapGroup group)
    {
        if (!group.IsProduct && group.Coefficient > 0)
        {
            return WriteTaps(block, x, group, "sum");
        }

        Lanes taps = group.TapCount == 1 ? Load(x, group.Added[0]) : WriteTaps(block, x, group, "taps0");
        return block.Declare("sum", group.IsProduct ? taps * Lanes.Broadcast(group.Coefficient) : Lanes.Zero - taps);
    }

    // Adds a group to the sum of those before it.
    private void WriteSum(Block block, Address x, TapGroup group, int number, Lanes sum)
    {
        if (!group.IsProduct)
        {
            bool isNegative = group.Coefficient < 0;
            WriteLines(block, x, group.Added, sum, isNegative);
            WriteLines(block, x, group.Subtracted, sum, !isNegative);
            return;
        }

        Lanes taps = group.TapCount == 1 ? Load(x, group.Added[0]) : WriteTaps(block, x, group, Local.Name("taps", number));
        block.Accumulate(sum, taps, Lanes.Broadcast(group.Coefficient));
    }

    private void WriteShare(Block block, Address dx, TapGroup group, int number, Lanes gradient)
    {
        bool isNegative = !group.IsProduct && group.Coefficient < 0;
        Lanes share = group.IsProduct
            ? block.Declare(Local.Name("share", number), gradient * Lanes.Broadcast(group.Coefficient))
            : gradient;
        foreach ((FilterTap tap, bool isSubtracted) in group.Added.Select(tap => (tap, isNegative)).Concat(group.Subtracted.Select(tap => (tap, !isNegative))))
        {
            Lanes before = Lanes.Load(dx, Place(tap));
            block.Store(isSubtracted ? before - share : before + share, dx, Place(tap));
        }
    }

    // Declares the sum of a group's taps, without its coefficient.
    private Lanes WriteTaps(Block block, Address x, TapGroup group, string name)
    {
        FilterTap[][] lines = [.. Lines(group.Added)];
        Lanes sum = block.Declare(name, Sum(x, lines[0]));
        WriteLines(block, x, [.. lines.Skip(1).SelectMany(line => line)], sum, isSubtracted: false);
        WriteLines(block, x, group.Subtracted, sum, isSubtracted: true);
        return sum;
    }

    private void WriteLines(Block block, Address x, IReadOnlyList<FilterTap> taps, Lanes sum, bool isSubtracted)
    {
        foreach (FilterTap[] line in Lines(taps))
        {
            if (isSubtracted)
            {
                block.Subtract(sum, Sum(x, line));
            }
            else
            {
                block.Add(sum, Sum(x, line));
            }
        }
    }

    // A row of the kernel a line, so that the text looks like the kernel.
    private static IEnumerable<FilterTap[]> Lines(IReadOnlyList<FilterTap> taps)
    {
        for (int first = 0; first < taps.Count;)
        {
            FilterTap[] line = [.. taps.Skip(first).Take(TapsPerLine).TakeWhile(tap => tap.Row == taps[first].Row)];
            yield return line;
            first += line.Length;
        }
    }

    private Lanes Sum(Address x, FilterTap[] taps) => taps.Select(tap => Load(x, tap)).Aggregate((sum, tap) => sum + tap);

    private void WriteNext(Block turn, Address input, Address output)
    {
        turn.Next(input, input.At(_places.At(_layer.Horizontal.Stride)));
        turn.Next(output, output.At(_places.At(1)));
    }

    private Lanes Load(Address x, FilterTap tap) => Lanes.Load(x, Place(tap));

    private Integer Place(FilterTap tap) => _places.At(
        ((tap.Row - _firstRow) * _layer.Vertical.Dilation * _places.InputRow) + ((tap.Column - _firstColumn) * _layer.Horizontal.Dilation));

    private string ForwardName(int part) => $"{_name}{_pass}Row{Number(part, _forward)}";

    private string GradientName(int part) => $"{_name}InputGradientRow{Number(part, _gradient)}";

    private static string Number(int part, IReadOnlyList<IReadOnlyList<TapGroup>> parts) =>
        parts.Count == 1 ? string.Empty : FormattableString.Invariant($"{part}");

    private static string Part(int part, IReadOnlyList<IReadOnlyList<TapGroup>> parts) =>
        parts.Count == 1 ? string.Empty : FormattableString.Invariant($", part {part + 1} of {parts.Count} of the kernel");
}

using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>A rectangle of what a filter gives.</summary>
internal readonly record struct FilterRegion(Positions Rows, Positions Columns)
{
    public bool IsEmpty => Rows.Count == 0 || Columns.Count == 0;

    /// <summary>Where each tap meets an input.</summary>
    public static FilterRegion Interior(FixedConvolution layer, IReadOnlyList<FilterTap> taps, Shape input) => new(
        Positions.Within(layer.Vertical, input.Height, taps.Min(tap => tap.Row), taps.Max(tap => tap.Row)),
        Positions.Within(layer.Horizontal, input.Width, taps.Min(tap => tap.Column), taps.Max(tap => tap.Column)));

    /// <summary>What lies around this region: above, below, to the left and to the right.</summary>
    public IEnumerable<FilterRegion> Around(Shape output)
    {
        Positions columns = new(0, output.Width);
        FilterRegion[] around = IsEmpty
            ? [new(new Positions(0, output.Height), columns)]
            :
            [
                new(new Positions(0, Rows.First), columns),
                new(new Positions(Rows.End, output.Height), columns),
                this with { Columns = new Positions(0, Columns.First) },
                this with { Columns = new Positions(Columns.End, output.Width) },
            ];
        return around.Where(region => !region.IsEmpty);
    }
}

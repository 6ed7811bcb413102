using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>Writes the weight gradient of a convolution: one kernel, or one for each number of registers where their tiles differ.</summary>
internal sealed class WeightGradientEmitter
{
    /// <summary>Columns at the borders beyond which the kernel of no tile keeps to the budget of a method.</summary>
    private const int MostBorder = 64;

    private readonly string _name;
    private readonly IReadOnlyList<WeightGradientKernel> _kernels = [];

    // Where code of their own for its borders would be too long.
    private readonly TapGradientKernel? _byTaps;

    public WeightGradientEmitter(string name, string title, Convolution layer, Tensor input, Tensor output)
    {
        _name = name;
        Axis columns = Axis.Forward(layer.Horizontal, input.Shape.Width);
        if (columns.Border > MostBorder)
        {
            _byTaps = new TapGradientKernel(name, title, layer, input, output);
            return;
        }

        IReadOnlyList<ColumnRun> positions = ColumnRun.Cut(columns, 1);
        if (Choose(CostModel.Registers) is not { } few || Choose(CostModel.ManyRegisters) is not { } many)
        {
            _byTaps = new TapGradientKernel(name, title, layer, input, output);
            return;
        }

        _kernels = few.Tile == many.Tile ? [few.Named(name)] : [few, many];

        WeightGradientKernel? Choose(int registers) => GradientTile.Choose(
            layer.Filters,
            input.Shape.Channels,
            layer.Horizontal.Kernel,
            output.Shape,
            registers,
            tile => Blocking(tile)?.Stretches(output.Shape.Height) ?? 0,
            tile => new WeightGradientKernel(RegisterChoice.Name(name, registers), title, layer, input, output, positions, tile, Blocking(tile), registers) is { KeepsToBudget: true } kernel ? kernel : null);
        GradientBlocking? Blocking(GradientTile tile) => GradientBlocking.Choose(tile, layer.Vertical, layer.Horizontal, input.Shape, output.Shape);
    }

    /// <summary>Values of sixteen floats in which sums wait between stretches of rows.</summary>
    public int ScratchSize => _kernels.Select(kernel => kernel.ScratchSize).DefaultIfEmpty().Max();

    public void Write(SourceWriter writer)
    {
        _byTaps?.Write(writer);
        if (_kernels.Count > 1)
        {
            RegisterChoice.Write(
                writer, _kernels[0].Title, _name, _kernels.First(kernel => kernel.ScratchSize == ScratchSize).Arrays, _kernels[0].Arrays, _kernels[1].Arrays);
        }

        foreach (WeightGradientKernel kernel in _kernels)
        {
            kernel.Write(writer);
        }
    }
}

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
    private readonly Convolution _layer;
    private readonly Tensor _input;
    private readonly Tensor _output;
    private readonly int _kernelRows;
    private readonly IReadOnlyList<WeightGradientKernel> _kernels = [];

    // Where code of their own for its borders would be too long.
    private readonly TapGradientKernel? _byTaps;

    public WeightGradientEmitter(string name, string title, Convolution layer, Tensor input, Tensor output)
    {
        _name = name;
        _layer = layer;
        _input = input;
        _output = output;
        _kernelRows = KernelRows.Cut(layer.Vertical, input.Shape.Height, output.Shape.Height).Count;
        Axis columns = Axis.Forward(layer.Horizontal, Axis.BriefLength(layer.Horizontal, input.Shape.Width));
        IReadOnlyList<ColumnRun> positions = columns.Border > MostBorder ? [] : ColumnRun.Cut(columns, 1);
        if (positions.Count == 0 || ChooseTile(CostModel.Registers, positions) is not { } few || ChooseTile(CostModel.ManyRegisters, positions) is not { } many)
        {
            _byTaps = new TapGradientKernel(name, title, layer, input, output);
            return;
        }

        WeightGradientKernel Kernel(string kernel, GradientTile tile, int registers) => new(kernel, title, layer, input, output, tile, Blocking(tile), registers);
        _kernels = few == many
            ? [Kernel(_name, few, CostModel.Registers)]
            : [
                Kernel(RegisterChoice.Name(_name, CostModel.Registers), few, CostModel.Registers),
                Kernel(RegisterChoice.Name(_name, CostModel.ManyRegisters), many, CostModel.ManyRegisters),
            ];
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

    private GradientTile? ChooseTile(int registers, IReadOnlyList<ColumnRun> positions)
    {
        int Walk(GradientTile tile) =>
            WeightGradientKernel.LaneOperations(_kernelRows, (_layer.Horizontal.Kernel + tile.Taps - 1) / tile.Taps, _layer.Filters % tile.Filters > 0);
        bool KeepsToBudget(GradientTile tile, int filters) => tile.TapGroups(_layer.Horizontal.Kernel).All(group =>
            new WeightTileEmitter(_layer, _input, _output, tile.Channels, group, filters, registers, keepsSums: true)
                .LaneOperations(positions) <= MethodSizeLimit.LaneOperations);
        return GradientTile.Choose(
            _layer.Filters,
            _input.Shape.Channels,
            _layer.Horizontal.Kernel,
            _output.Shape,
            registers,
            tile => Blocking(tile)?.Stretches(_output.Shape.Height) ?? 0,
            Walk,
            tile => Walk(tile) <= MethodSizeLimit.LaneOperations && KeepsToBudget(tile, tile.Filters) && KeepsToBudget(tile, _layer.Filters % tile.Filters));
    }

    private GradientBlocking? Blocking(GradientTile tile) =>
        GradientBlocking.Choose(tile, _layer.Vertical, _layer.Horizontal, _input.Shape, _output.Shape);
}

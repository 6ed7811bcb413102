using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>A convolution of one sample by direct sums, bias first, then over channels, kernel rows and kernel columns.</summary>
/// <param name="layer">Filters and windows.</param>
/// <param name="name">The operation's.</param>
/// <param name="title">Shapes and formula.</param>
/// <param name="weight">The filters.</param>
/// <param name="bias">Their biases.</param>
/// <param name="activation">What is applied to each sum.</param>
/// <param name="sums">The shape of the convolution itself.</param>
/// <param name="pool">The window of a maximum pool that is taken at once, one position where there is none.</param>
/// <param name="input">The image.</param>
/// <param name="output">The results, behind the pool.</param>
internal sealed class ConvolutionInference(
    Convolution layer, string name, string title, ParameterTensor weight, ParameterTensor? bias, Activation activation,
    Shape sums, InferenceTile pool, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    private readonly InferenceGroups _groups = InferenceGroups.Of(layer, input);
    private readonly PackedFilters _filters = PackedFiltersOf(layer, name, weight, bias, input);

    public override IReadOnlyList<PackedTensor> Packed => [_filters.Weight, _filters.Bias];

    /// <summary>Vectors of filters whose weights stay in the first-level cache all together, so that sums are whole when they are stored.</summary>
    public static int CachedVectors(int terms) => ConvolutionInferenceEmitter.MostWeightBytes / (terms * Tensor.Lanes * sizeof(float));

    public override void WritePack(CallWriter writer) => _filters.Write(writer);

    public override void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Inference",
        Input.Argument(-(layer.Vertical.Padding * Input.RowStep) - (layer.Horizontal.Padding * Input.ColumnStep)),
        _filters.Weight.Argument,
        _filters.Bias.Argument,
        Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        string[] arrays = ["source", "weight", "bias", "target"];
        RegisterChoice.Write(writer, title, Owner + "Inference", arrays, arrays, arrays);
        Write(writer, CostModel.Registers);
        Write(writer, CostModel.ManyRegisters);
    }

    private static PackedFilters PackedFiltersOf(Convolution layer, string name, ParameterTensor weight, ParameterTensor? bias, SampleTensor input)
    {
        InferenceGroups groups = InferenceGroups.Of(layer, input);
        return new PackedFilters(name, weight, bias, groups.Filters, groups.Channels * layer.Taps, groups.Count);
    }

    private void Write(SourceWriter writer, int registers)
    {
        int terms = _groups.Channels * layer.Taps;
        InferenceTile tile = InferenceTile.Choose(
            _groups.Filters,
            terms,
            layer.Horizontal.Kernel,
            sums.Height,
            sums.Width,
            pool,
            _groups.LanesAreChannels ? 1
                : pool.Positions == 1 ? InferenceTile.MostVectors
                : Math.Min(InferenceTile.MostVectors, CachedVectors(terms)),
            registers);
        new ConvolutionInferenceEmitter(
            writer, RegisterChoice.Name(Owner + "Inference", registers), layer, _groups, _filters, activation, sums, pool, Input, Output, tile, registers).Write();
    }
}

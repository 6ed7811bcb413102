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
/// <param name="output">The results, after the pool.</param>
internal sealed class ConvolutionInference(
    Convolution layer, string name, string title, ParameterTensor weight, ParameterTensor? bias, Activation activation,
    Shape sums, InferenceTile pool, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    private readonly PackedFilters _filters = PackedFiltersOf(layer, name, weight, bias, input);

    public override IReadOnlyList<PackedTensor> Packed => [_filters.Weight, _filters.Bias];

    /// <summary>Vectors of filters whose weights stay in the first-level cache all together, so that sums are whole when they are stored.</summary>
    public static int CachedVectors(int terms) => SampleConvolution.MostWeightBytes / (terms * Tensor.Lanes * sizeof(float));

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
        SampleConvolution convolution = new(layer, InferenceGroups.Of(layer, Input), _filters, activation, sums, pool, Input, Output);
        string name = Owner + "Inference";
        (SampleBlocking few, SampleBlocking many) = (Choose(convolution, CostModel.Registers), Choose(convolution, CostModel.ManyRegisters));
        if (few == many)
        {
            new ConvolutionInferenceEmitter(name, title, convolution, few).Write(writer);
            return;
        }

        string[] arrays = ["source", "weight", "bias", "target"];
        RegisterChoice.Write(writer, title, name, arrays, arrays, arrays);
        new ConvolutionInferenceEmitter(RegisterChoice.Name(name, CostModel.Registers), string.Empty, convolution, few).Write(writer);
        new ConvolutionInferenceEmitter(RegisterChoice.Name(name, CostModel.ManyRegisters), string.Empty, convolution, many).Write(writer);
    }

    private static PackedFilters PackedFiltersOf(Convolution layer, string name, ParameterTensor weight, ParameterTensor? bias, SampleTensor input)
    {
        InferenceGroups groups = InferenceGroups.Of(layer, input);
        return new PackedFilters(name, weight, bias, groups.Filters, groups.Channels * layer.Taps, groups.Count);
    }

    private SampleBlocking Choose(SampleConvolution convolution, int registers)
    {
        (InferenceTile tile, bool unrolls) = InferenceTile.Choose(
            convolution.Groups.Filters,
            convolution.Terms,
            sums.Height,
            sums.Width,
            pool,
            convolution.Groups.LanesAreChannels ? 1
                : pool.Positions == 1 ? InferenceTile.MostVectors
                : Math.Min(InferenceTile.MostVectors, CachedVectors(convolution.Terms)),
            registers,
            (candidate, unrolls) => unrolls && (long)candidate.TapOperations * layer.Horizontal.Kernel > MethodSizeLimit.LaneOperations
                ? int.MaxValue
                : new InferenceTileKernel(convolution, candidate, convolution.ChannelsAtOnce(candidate, registers), unrolls).Build(Owner, $"", 2, 2).Operations);
        return new SampleBlocking(tile, unrolls, convolution.ChannelsAtOnce(tile, registers));
    }
}

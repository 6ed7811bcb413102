using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>A convolution of one sample by direct sums, bias first, then over channels, kernel rows and kernel columns.</summary>
internal sealed class ConvolutionInference(
    Convolution layer, string name, string title, ParameterTensor weight, ParameterTensor? bias, Activation activation, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    private readonly PackedFilters _filters = new(name, weight, bias, layer.Filters, input.Shape.Channels * layer.Taps);

    public override IReadOnlyList<PackedTensor> Packed => [_filters.Weight, _filters.Bias];

    public override void WritePack(SourceWriter writer) => _filters.Write(writer);

    public override void WriteCall(SourceWriter writer) => writer.Line(Call.Of(
        Name + "Inference",
        Input.Argument(-(layer.Vertical.Padding * Input.RowStep) - (layer.Horizontal.Padding * Input.ColumnStep)),
        _filters.Weight.Argument,
        _filters.Bias.Argument,
        Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        string[] arrays = ["source", "weight", "bias", "target"];
        InferenceTile few = Tile(Throughput.Registers);
        InferenceTile many = Tile(Throughput.ManyRegisters);
        RegisterChoice.Write(writer, title, Name + "Inference", arrays, arrays, arrays);
        Write(writer, few, Throughput.Registers);
        Write(writer, many, Throughput.ManyRegisters);
    }

    private InferenceTile Tile(int registers) => InferenceTile.Choose(
        layer.Filters, Input.Shape.Channels * layer.Taps, layer.Horizontal.Kernel, Output.Shape.Height, Output.Shape.Width, registers);

    private void Write(SourceWriter writer, InferenceTile tile, int registers) => new ConvolutionInferenceSource(
        writer, RegisterChoice.Name(Name + "Inference", registers), layer, activation, Input, Output, tile, registers).Write();
}

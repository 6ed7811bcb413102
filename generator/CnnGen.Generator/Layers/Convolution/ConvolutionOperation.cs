using CnnGen.Generator.Functions;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>What the strategies of a convolution have in common: parameters, groups, the gradient of the biases, and one sample.</summary>
internal abstract class ConvolutionOperation : Operation
{
    /// <summary>Positions of a pool's window of which a tile of one sample can hold two beside each other.</summary>
    private const int MostPooled = 6;

    private readonly Lazy<WeightGradientEmitter> _weightGradient;

    protected ConvolutionOperation(Convolution layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        Layer = layer;
        Titles = new ConvolutionTitles(layer, Owner, input, output);
        Group = layer.OfOneGroup;
        GroupInput = input.FirstGroup(layer.Groups);
        GroupOutput = output.FirstGroup(layer.Groups);
        GroupTitles = layer.Groups == 1 ? Titles : new ConvolutionTitles(Group, $"A group of {Owner}", GroupInput, GroupOutput);
        int fanIn = GroupInput.Shape.Channels * layer.Taps;
        Weight = new ParameterTensor(
            name,
            "Weight",
            layer.WeightDimensions(input.Shape).ToEquatableArray(),
            output.FollowingActivation.IsRectifier ? Initialization.He : Initialization.Glorot,
            fanIn,
            Group.Filters * layer.Taps,
            Gradient);
        Bias = layer.Bias
            ? new ParameterTensor(name, "Bias", new[] { layer.Filters }.ToEquatableArray(), Initialization.Zero, fanIn, layer.Filters, Gradient)
            : null;
        _weightGradient = new(() => new WeightGradientEmitter(
            GroupLoop.KernelName(Owner + "WeightGradient", layer.Groups), GroupTitles.WeightGradient, Group, GroupInput, GroupOutput));
    }

    public override bool BackwardReadsInput => Learns || Input.Activation != Activation.None;

    public override IReadOnlyList<ParameterTensor> Parameters => Bias is null ? [Weight] : [Weight, Bias];

    public sealed override bool FoldsNorm => Output.Activation == Activation.None;

    public override bool InfersFromPlanes => !InferenceGroups.IsDepthwise(Layer, Input.Shape.Channels);

    public override Border InferenceBorder => Border.Of(Layer.Vertical, Layer.Horizontal, Input.Shape);

    public sealed override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        CreateInference(null, new InferenceTile(1, 1, 1), string.Empty, input, output);

    public sealed override InferenceOperation CreateFoldedInference(BatchStatisticsOperation norm, SampleTensor input, SampleTensor output) =>
        CreateInference(norm, new InferenceTile(1, 1, 1), string.Empty, input, output);

    public sealed override InferenceOperation? JoinInference(BatchStatisticsOperation? norm, Operation next, SampleTensor input, SampleTensor output) =>
        next is MaxPoolOperation pool && CanPool(norm, pool)
            ? CreateInference(
                norm,
                new InferenceTile(pool.Vertical.Kernel, pool.Horizontal.Kernel, 1),
                FormattableString.Invariant($" -> maximum over {pool.Vertical.Kernel}x{pool.Horizontal.Kernel}"),
                input,
                output)
            : null;

    // Windows that share out the whole image.
    private bool CanPool(BatchStatisticsOperation? norm, MaxPoolOperation pool) =>
        !pool.ReachesOutside
        && pool.Vertical.Kernel == pool.Vertical.Stride
        && pool.Horizontal.Kernel == pool.Horizontal.Stride
        && Output.Shape.Height % pool.Vertical.Kernel == 0
        && Output.Shape.Width % pool.Horizontal.Kernel == 0
        && InfersWindow(InferredActivation(norm), pool.Vertical.Kernel, pool.Horizontal.Kernel);

    /// <summary>Whether, for one sample, it can take the maximum of each window before it stores it: few enough sums to stay in registers, and whole.</summary>
    protected virtual bool InfersWindow(Activation activation, int height, int width) =>
        (long)height * width <= MostPooled
        && activation.IsSingleOperation
        && ConvolutionInference.CachedVectors(GroupInput.Shape.Channels * Layer.Taps) > 0;

    /// <summary>What computes one sample, and the largest of each window of a pool after it.</summary>
    /// <param name="norm">A norm that is folded, if any.</param>
    /// <param name="pool">That window; one position where there is no pool.</param>
    /// <param name="pooling">How comments put it.</param>
    /// <param name="input">The image.</param>
    /// <param name="output">The results, after the pool.</param>
    protected virtual InferenceOperation CreateInference(
        BatchStatisticsOperation? norm, InferenceTile pool, string pooling, SampleTensor input, SampleTensor output) =>
        new ConvolutionInference(
            Layer, Name, InferenceTitle(norm, pooling, output), Weight, InferredBias(norm), InferredActivation(norm), Output.Shape, pool, input, output);

    protected string InferenceTitle(BatchStatisticsOperation? norm, string pooling, SampleTensor output) => Titles.Inference(
        (norm is null ? string.Empty : $" -> norm{ActivationEmitter.Describe(InferredActivation(norm))}") + pooling, output.Shape);

    protected Activation InferredActivation(BatchStatisticsOperation? norm) => (norm?.Output ?? Output).Activation;

    protected ParameterTensor? InferredBias(BatchStatisticsOperation? norm) => Bias ?? FoldedBias(norm);

    protected Convolution Layer { get; }

    /// <summary>What all groups do.</summary>
    protected ConvolutionTitles Titles { get; }

    /// <summary>The filters of one group.</summary>
    protected Convolution Group { get; }

    /// <summary>The channels that they read.</summary>
    protected Tensor GroupInput { get; }

    /// <summary>The channels that they give.</summary>
    protected Tensor GroupOutput { get; }

    /// <summary>What one group does.</summary>
    protected ConvolutionTitles GroupTitles { get; }

    protected ParameterTensor Weight { get; }

    protected ParameterTensor? Bias { get; }

    /// <summary>Where the sums of a direct weight gradient wait; none where they stay in registers.</summary>
    protected IReadOnlyList<Tensor> WaitingSums => Learns && _weightGradient.Value.ScratchSize > 0
        ? [new Tensor(Name + "WaitingSums", Shape.Vector(_weightGradient.Value.ScratchSize))]
        : [];

    private GradientSum Gradient => Layer.Frozen ? GradientSum.None : GradientSum.Blocks;

    protected int WeightsPerFilter => GroupInput.Shape.Channels * Layer.Taps;

    protected int WeightsOfGroup => Group.Filters * WeightsPerFilter;

    protected GroupArray WeightOfGroup(string array) => GroupArray.Floats(array, WeightsOfGroup);

    protected GroupArray InputArray(string array) => GroupArray.Vectors(array, GroupInput.Shape.Channels * Input.Plane);

    protected GroupArray OutputArray(string array) => GroupArray.Vectors(array, Group.Filters * Output.Plane);

    protected void WriteDirectWeightGradient(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "WeightGradient",
        [ArgumentText.Value(Input), writer.Gradient(Output), .. WaitingSums.Select(ArgumentText.Value), ArgumentText.ParameterGradient(Weight)]));

    protected void WriteDirectWeightGradientKernels(SourceWriter writer)
    {
        GroupLoop.Write(
            writer,
            Titles.WeightGradient,
            Owner + "WeightGradient",
            Layer.Groups,
            [InputArray("source"), OutputArray("outGradient"), .. WaitingSums.Select(_ => GroupArray.Whole("sums")), WeightOfGroup("gradient")]);
        _weightGradient.Value.Write(writer);
    }

    protected void WriteBiasGradient(CallWriter writer)
    {
        if (Bias is not null)
        {
            writer.Line(writer.CallOf(this, "BiasGradient", writer.Gradient(Output), ArgumentText.ParameterGradient(Bias)));
        }
    }

    protected void WriteBiasGradientKernel(SourceWriter writer)
    {
        if (Bias is not null)
        {
            BiasGradientEmitter.Write(writer, Owner, Output);
        }
    }
}

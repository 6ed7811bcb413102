using CnnGen.Generator.Model;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>
/// One step of the emitted code: a layer, with the activation behind it where it can be fused. It writes its calls into
/// the network's forward and backward pass, and its kernels into a file of its own.
/// </summary>
internal abstract class Operation(string name, Tensor input, Tensor output) : KernelSet(name)
{
    /// <summary>Its layer, as saved weights are called: <c>conv1</c>.</summary>
    public string LayerName => Output.LayerName;

    /// <summary>What it reads; the first of <see cref="Inputs"/>.</summary>
    public Tensor Input { get; } = input;

    public Tensor Output { get; } = output;

    /// <summary>All that it reads: one tensor, unless it joins branches.</summary>
    public virtual IReadOnlyList<Tensor> Inputs => [Input];

    /// <summary>Whether it has a backward pass: it learns, or something in front of it does.</summary>
    public bool GoesBackward => Output.NeedsGradient;

    /// <summary>Whether some of its parameters are not frozen.</summary>
    public bool Learns => Parameters.Any(parameter => parameter.Gradient != GradientSum.None);

    /// <summary>Whether the backward pass looks at the input again.</summary>
    public virtual bool BackwardReadsInput => true;

    /// <summary>Whether the backward pass looks at the results again.</summary>
    public virtual bool BackwardReadsOutput => false;

    /// <summary>
    /// Whether it may write its input's gradient over its input's values, each where the value is read for the last
    /// time: that halves what the largest tensors take of the cache.
    /// </summary>
    public virtual bool WritesGradientOverInput => false;

    /// <summary>Whether the gradient of its results is that of an input as well, so that nothing is computed or copied.</summary>
    public virtual bool ForwardsGradientUnchanged(Tensor input) => false;

    /// <summary>Whether it reads the values of a tensor.</summary>
    public bool Reads(Tensor tensor) => Inputs.Any(input => input.Source == tensor);

    public virtual IReadOnlyList<ParameterTensor> Parameters => [];

    /// <summary>
    /// Whether it couples the samples of a batch in training, and so ends a phase of a step: forward behind <see cref="WriteStatistics"/>,
    /// backward behind <see cref="WriteGradientSums"/>.
    /// </summary>
    public virtual bool EndsPhase => false;

    /// <summary>Whether, for one sample, it can give the results of a batch normalisation behind it, by other weights.</summary>
    public virtual bool FoldsNorm => false;

    /// <summary>
    /// The biases that a norm makes which is folded into this, where this has none; else none. They lie after all parameters in the
    /// copy of those that is folded when weights are packed.
    /// </summary>
    public ParameterTensor? FoldedBias(BatchStatisticsOperation? norm) => norm is null || Parameters.Count > 1
        ? null
        : new ParameterTensor(Name, "FoldedBias", new[] { norm.Channels }.ToEquatableArray(), Initialization.Zero, 1, 1, GradientSum.None);

    /// <summary>Further values that live as long as the results.</summary>
    public virtual IReadOnlyList<Tensor> Scratch => [];

    /// <summary>Values in use during its forward pass alone.</summary>
    public virtual IReadOnlyList<Tensor> ForwardScratch => [];

    /// <summary>Values in use during its backward pass alone.</summary>
    public virtual IReadOnlyList<Tensor> BackwardScratch => [];

    /// <summary>Where operations that drop values in training find what a step tells them, as emitted code calls it.</summary>
    public const string StateName = "DropoutState";

    /// <summary>Whether it drops values in training.</summary>
    public virtual bool DropsValues => false;

    /// <summary>Floats of weights that it reads in another form than that of the parameters.</summary>
    public virtual int PackedFloats => 0;

    /// <summary>Parts in which those are made.</summary>
    public virtual int PackTasks => 0;

    /// <summary>Whether its weight gradient takes the network's input as samples are read, so that it need not save it again.</summary>
    public virtual bool CanSaveNetworkInput => false;

    /// <summary>The same where its input, which is the network's, is saved when samples are read.</summary>
    public virtual Operation SavingNetworkInput() => this;

    /// <summary>Floats of one block kept for gradients that are summed over the whole batch.</summary>
    public virtual int SavedFloats => 0;

    /// <summary>Parts into which those gradients divide.</summary>
    public virtual int BatchGradientTasks => 0;

    /// <summary>Writes the calls that make its packed weights: the parts from <c>task</c> number <paramref name="firstTask"/> on.</summary>
    public virtual void WritePack(CallWriter writer, int firstTask)
    {
    }

    /// <summary>Whether, for one sample, its results are its input, so that readers find them where that lies.</summary>
    public virtual bool PassesSample => false;

    /// <summary>Whether, for one sample, it takes its input value by value, so that the network's can stay as it comes.</summary>
    public virtual bool InfersFromPlanes => false;

    /// <summary>Whether, for one sample, its results may take the place of any of its inputs that nothing else reads.</summary>
    public virtual bool InfersInPlace => false;

    /// <summary>The zeros that it wants around its input when it computes one sample.</summary>
    public virtual Border InferenceBorder => default;

    /// <summary>Where its results lie when it computes one sample.</summary>
    /// <param name="input">Where its input lies then.</param>
    /// <param name="border">The zeros around its results that those want who read them.</param>
    public virtual SampleTensor InferenceOutput(SampleTensor input, Border border) => new(Output.Name + SampleTensor.Suffix, Output.Shape, border);

    /// <summary>What computes one sample, to the bit as <see cref="WriteForward"/> does where the order of sums is the same.</summary>
    public abstract InferenceOperation CreateInference(SampleTensor input, SampleTensor output);

    /// <summary>What computes one sample from all that it reads.</summary>
    public virtual InferenceOperation CreateInference(IReadOnlyList<SampleTensor> inputs, SampleTensor output) => CreateInference(inputs[0], output);

    /// <summary>What computes one sample of this operation and of a norm after it, by other weights; asked where it <see cref="FoldsNorm"/>.</summary>
    public virtual InferenceOperation CreateFoldedInference(BatchStatisticsOperation norm, SampleTensor input, SampleTensor output) =>
        throw new NotSupportedException($"{Name} folds no norm.");

    /// <summary>What computes one sample of this operation and of the only one that reads it, where one kernel does both; else nothing.</summary>
    /// <param name="norm">A norm between them, if any, which is folded.</param>
    /// <param name="next">The one that reads it.</param>
    /// <param name="input">Where its input lies.</param>
    /// <param name="output">Where the results of <paramref name="next"/> lie.</param>
    public virtual InferenceOperation? JoinInference(BatchStatisticsOperation? norm, Operation next, SampleTensor input, SampleTensor output) => null;

    /// <summary>Writes the call that computes a block as predictions do.</summary>
    public abstract void WriteForward(CallWriter writer);

    /// <summary>Writes the call that computes a block in a training step.</summary>
    public virtual void WriteForwardInTraining(CallWriter writer) => WriteForward(writer);

    /// <summary>Writes the call by which a block tells what <see cref="WriteForwardInTraining"/> has to know of the whole batch.</summary>
    public virtual void WriteStatistics(CallWriter writer)
    {
    }

    /// <summary>Writes the call by which a block tells what <see cref="WriteBackward"/> has to know of the whole batch.</summary>
    public virtual void WriteGradientSums(CallWriter writer)
    {
    }

    public abstract void WriteBackward(CallWriter writer);

    /// <summary>Writes the call for the part <c>task</c>, whose first number is <paramref name="firstTask"/>.</summary>
    public virtual void WriteBatchGradient(CallWriter writer, int firstTask)
    {
    }

    public abstract override void WriteKernels(SourceWriter writer);
}

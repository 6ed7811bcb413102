using System.Reflection;
using CnnGen.Execution;
using CnnGen.Kernels.Tests.Reference;
using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Parameters;
using CnnGen.Training;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>An instance of an emitted class, seen without its type.</summary>
internal abstract class NetworkUnderTest
{
    public abstract NetworkLayout Layout { get; }

    public abstract ParameterSet Parameters { get; }

    /// <summary>Makes an instance with the parameters of a batch.</summary>
    public static NetworkUnderTest Create(TestNetwork network, DrawnBatch batch)
    {
        NetworkUnderTest created = Create(CompiledNetworks.ClassOf(network));
        ReferenceNetwork reference = network.Reference();
        Assert.Equal(reference.ParameterNames, created.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(reference.ParameterShapes, created.Parameters.Select(parameter => parameter.Shape));
        created.SetParameters(batch.Parameters);
        return created;
    }

    /// <summary>Makes an instance with the parameters that it draws itself.</summary>
    public static NetworkUnderTest Create(Type network) =>
        (NetworkUnderTest)Activator.CreateInstance(typeof(NetworkUnderTest<>).MakeGenericType(network))!;

    /// <summary>Sets the parameters, given in the order of the layers.</summary>
    public void SetParameters(float[][] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i].CopyTo(Parameters[i].Values);
        }
    }

    /// <summary>The scores of each sample of a batch, block by block.</summary>
    public float[] Scores(DrawnBatch batch, LaneWidth width, bool isClean = false) =>
        [.. batch.Samples.Chunk(MicroBatch.Samples * batch.SampleSize).SelectMany(samples => Block(width).Forward(samples, isClean))];

    public Dataset Dataset(DrawnBatch batch) => batch.AsDataset(Layout.ClassCount);

    /// <summary>Steps of training, by plain gradient descent unless another rule is given.</summary>
    public abstract IStepUnderTest Step(int batchSize, int threads, LaneWidth width, Optimizer? optimizer = null);

    /// <summary>Trains with momentum, from a checkpoint and into it where there is one.</summary>
    public abstract void Fit(Dataset data, int epochs, int batchSize, string? checkpoint = null);

    public abstract IMicroBatchUnderTest Block(LaneWidth width);

    public abstract ISampleUnderTest Sample(LaneWidth width);

    public abstract Prediction Predict(ReadOnlySpan<float> sample);

    public abstract IReadOnlyList<LayerOutput> Activations(ReadOnlySpan<float> sample);

    public abstract void Predict(ReadOnlySpan<float> samples, Span<float> scores);

    public abstract void ExportOnnx(Stream stream);

    public abstract void Save(Stream stream);

    public abstract void Load(Stream stream);

    /// <summary>The emitted method itself, so that nothing but it runs.</summary>
    public abstract PredictMany PredictMany();
}

/// <summary>The emitted method that predicts several samples.</summary>
internal delegate void PredictMany(ReadOnlySpan<float> samples, Span<float> scores);

/// <summary>A training step of an emitted class.</summary>
internal interface IStepUnderTest
{
    BatchResult ComputeGradient(Dataset data, ReadOnlySpan<int> indices);

    void Update();

    /// <summary>The gradient of each tensor of parameters that is not frozen.</summary>
    float[][] Gradient();

    /// <summary>What lies between them.</summary>
    IEnumerable<float> BetweenGradients();
}

/// <inheritdoc/>
internal sealed class NetworkUnderTest<T> : NetworkUnderTest
    where T : class, INetwork<T>
{
    private delegate Prediction PredictOne(ReadOnlySpan<float> sample);

    private readonly T _model = (T)Activator.CreateInstance(typeof(T), 0)!;

    public override NetworkLayout Layout => T.Layout;

    public override ParameterSet Parameters => _model.Parameters;

    public override IStepUnderTest Step(int batchSize, int threads, LaneWidth width, Optimizer? optimizer = null) =>
        new StepUnderTest(new TrainingStep<T>(_model, optimizer ?? new Sgd(0.01f), batchSize, threads, width));

    public override void Fit(Dataset data, int epochs, int batchSize, string? checkpoint = null) =>
        new Trainer<T>(_model, new Sgd(0.01f) { Momentum = 0.9f })
        {
            BatchSize = batchSize,
            Threads = 2,
            Warnings = null,
            Checkpoint = checkpoint is null ? null : new Checkpoint(checkpoint),
        }.Fit(data, epochs: epochs);

    public override IMicroBatchUnderTest Block(LaneWidth width) =>
        new MicroBatchUnderTest<T>(_model, MicroBatchKernels<T>.For(width));

    public override ISampleUnderTest Sample(LaneWidth width) => new SampleUnderTest<T>(_model, MicroBatchKernels<T>.For(width));

    public override Prediction Predict(ReadOnlySpan<float> sample) => Method<PredictOne>()(sample);

    public override IReadOnlyList<LayerOutput> Activations(ReadOnlySpan<float> sample) => _model.Activations(sample);

    public override void Predict(ReadOnlySpan<float> samples, Span<float> scores) => PredictMany()(samples, scores);

    public override PredictMany PredictMany() => Method<PredictMany>();

    public override void Save(Stream stream) => WeightsFile.Save(_model, stream);

    public override void Load(Stream stream) => WeightsFile.Load(_model, stream);

    public override void ExportOnnx(Stream stream) => _model.ExportOnnx(stream);

    private TDelegate Method<TDelegate>()
        where TDelegate : Delegate
    {
        ParameterInfo[] parameters = typeof(TDelegate).GetMethod("Invoke")!.GetParameters();
        return typeof(T)
            .GetMethod("Predict", [.. parameters.Select(parameter => parameter.ParameterType)])!
            .CreateDelegate<TDelegate>(_model);
    }

    private sealed class StepUnderTest(TrainingStep<T> step) : IStepUnderTest
    {
        public BatchResult ComputeGradient(Dataset data, ReadOnlySpan<int> indices) => step.ComputeGradient(data, indices);

        public void Update() => step.Update();

        public float[][] Gradient() =>
        [
            .. T.Layout.Parameters
                .Where(layout => layout.Offset < T.Layout.LearnedLength)
                .Select(layout => step.Gradient.Span.Slice(layout.Offset, layout.Length).ToArray()),
        ];

        public IEnumerable<float> BetweenGradients()
        {
            float[] values = step.Gradient.Span.ToArray();
            HashSet<int> places = [.. T.Layout.Parameters.SelectMany(layout => Enumerable.Range(layout.Offset, layout.Length))];
            return values.Where((_, place) => !places.Contains(place));
        }
    }
}

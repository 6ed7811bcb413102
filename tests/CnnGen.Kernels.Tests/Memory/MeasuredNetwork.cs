using System.Reflection;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen.Kernels.Tests.Memory;

/// <summary>An emitted class, with the memory that it takes at run time and the figures that it names.</summary>
internal abstract class MeasuredNetwork
{
    public static MeasuredNetwork Create(string network) => (MeasuredNetwork)Activator.CreateInstance(
        typeof(MeasuredNetwork<>).MakeGenericType(CompiledNetworks.ClassOf(TestNetworks.Named(network))))!;

    /// <summary>The floats of all tensors of an instance that are not statistics.</summary>
    public abstract int Parameters { get; }

    /// <summary>The batch size of a trainer that is told none.</summary>
    public abstract int DefaultBatchSize { get; }

    /// <summary>What the layout gives for single samples.</summary>
    public abstract long InferenceBytes { get; }

    /// <summary>What the layout gives for batches.</summary>
    public abstract long BatchInferenceBytes { get; }

    /// <summary>What a trainer and its model hold behind an epoch.</summary>
    public abstract long BytesOfTraining(int batchSize, int threads, Optimizer? optimizer = null);

    /// <summary>What a model and a thread hold behind a prediction of one sample.</summary>
    public abstract long BytesOfInference();

    /// <summary>What a model and a thread hold besides behind a prediction of a batch.</summary>
    public abstract long BytesOfBatchInference();

    public abstract TValue Constant<TValue>(string name);

    public abstract long TrainingBytesFor(int batchSize, int threads, Optimizer? optimizer = null);
}

/// <inheritdoc/>
internal sealed class MeasuredNetwork<T> : MeasuredNetwork
    where T : class, INetwork<T>
{
    private readonly T _model = (T)Activator.CreateInstance(typeof(T), 0)!;

    private delegate Prediction PredictOne(ReadOnlySpan<float> sample);

    private delegate long TrainingBytes(int batchSize, int threads, Optimizer? optimizer);

    public override int Parameters => _model.Parameters.Where(parameter => !parameter.IsBuffer).Sum(parameter => parameter.Values.Length);

    public override int DefaultBatchSize => new Trainer<T>(_model, new Sgd(0.01f)).BatchSize;

    public override long InferenceBytes => T.Layout.InferenceBytes;

    public override long BatchInferenceBytes => T.Layout.BatchInferenceBytes;

    public override long BytesOfTraining(int batchSize, int threads, Optimizer? optimizer = null)
    {
        var trainer = new Trainer<T>(_model, optimizer ?? new Sgd(0.01f) { Momentum = 0.9f })
        {
            BatchSize = batchSize,
            Threads = threads,
            Warnings = null,
        };
        int samples = batchSize + 1;
        float[] inputs = new float[samples * T.Layout.InputSize];
        Dataset data = T.Layout.Predicts == PredictionKind.Numbers
            ? Dataset.FromTargets(inputs, new float[samples * T.Layout.OutputSize], T.Layout.InputSize, T.Layout.OutputSize)
            : Dataset.FromArrays(inputs, new int[samples], T.Layout.InputSize, T.Layout.ClassCount);
        Assert.Single(trainer.Fit(data));
        return HeldBytes.By(trainer);
    }

    public override long BytesOfInference()
    {
        typeof(T).GetMethod(nameof(Predictor.Predict), [typeof(ReadOnlySpan<float>)])!
            .CreateDelegate<PredictOne>(_model)(new float[T.Layout.InputSize]);
        return HeldBytes.By([_model.Parameters, .. OfThread(typeof(SamplePredictor<T>))]);
    }

    public override long BytesOfBatchInference()
    {
        Predictor.Predict(_model, new float[MicroBatch.Samples * T.Layout.InputSize], new float[MicroBatch.Samples * T.Layout.OutputSize]);
        return HeldBytes.By(
        [
            _model.Parameters.MicroBatchWeights,
            .. typeof(Predictor).GetNestedTypes(BindingFlags.NonPublic).SelectMany(nested => OfThread(nested.MakeGenericType(typeof(T)))),
        ]);
    }

    public override TValue Constant<TValue>(string name) => (TValue)typeof(T).GetField(name)!.GetRawConstantValue()!;

    public override long TrainingBytesFor(int batchSize, int threads, Optimizer? optimizer = null) =>
        typeof(T).GetMethod(nameof(TrainingBytesFor))!.CreateDelegate<TrainingBytes>()(batchSize, threads, optimizer);

    // What the predictor keeps in fields that each thread has for itself.
    private static IEnumerable<object?> OfThread(Type owner) => owner
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(field => field.GetValue(null));
}

using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>Finds where a network that has left the finite numbers did so first: in the data, else in the first layer.</summary>
/// <typeparam name="T">The network, as it was when it computed what is not finite.</typeparam>
internal sealed class Divergence<T>(T model, Dataset data, int epoch, int step, float learningRate)
    where T : class, INetwork<T>
{
    private const string Cure = "Lower the learning rate, or set AllowDivergence.";

    /// <summary>Whether all weights and biases are finite.</summary>
    public static bool IsFinite(T model)
    {
        foreach (Parameter parameter in model.Parameters)
        {
            if (FiniteValues.FirstOther(parameter.Values) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The reason of a loss that is not finite.</summary>
    /// <param name="seen">
    /// The samples that the epoch has seen: what is not a number may leave a loss finite, and be noticed by the weights of
    /// the next step.
    /// </param>
    /// <param name="sample">The first sample of the last batch whose loss is not finite.</param>
    public TrainingDivergedException OfLoss(ReadOnlySpan<int> seen, int sample)
    {
        if (OfData(seen) is { } fault)
        {
            return fault;
        }

        float[] values = new float[data.SampleSize];
        data.CopySample(sample, values);
        foreach (LayerOutput output in model.Activations(values))
        {
            if (model.Parameters.FirstOrDefault(parameter => Layer(parameter) == output.Layer && FiniteValues.FirstOther(parameter.Values) >= 0) is { } parameter)
            {
                return OfParameter(parameter);
            }

            if (FiniteValues.FirstOther(output.Values) is >= 0 and int place)
            {
                return Diverged(
                    $"{output.Layer} is the first layer with a value that is not finite: {FiniteValues.Describe(output.Values[place])} for sample {sample}. {Cure}",
                    output.Layer, sample);
            }
        }

        return Diverged(
            $"the loss of sample {sample} is not finite, although every value in front of it is. {Cure}",
            T.Layout.Steps[^1].Name, sample);
    }

    /// <summary>The reason of weights that are not finite.</summary>
    /// <param name="seen">The samples that the epoch has seen.</param>
    public TrainingDivergedException OfWeights(ReadOnlySpan<int> seen) =>
        OfData(seen) ?? OfParameter(model.Parameters.First(parameter => FiniteValues.FirstOther(parameter.Values) >= 0));

    private TrainingDivergedException? OfData(ReadOnlySpan<int> samples)
    {
        float[] values = new float[data.SampleSize];
        float[] target = new float[T.Layout.Predicts == PredictionKind.Numbers ? data.TargetSize : 0];
        foreach (int sample in samples)
        {
            data.CopySample(sample, values);
            if (FiniteValues.FirstOther(values) is >= 0 and int place)
            {
                return Diverged($"sample {sample} of the training data has {FiniteValues.Describe(values[place])} at value {place}.", null, sample);
            }

            if (target.Length > 0)
            {
                data.CopyTarget(sample, target);
                if (FiniteValues.FirstOther(target) is >= 0 and int at)
                {
                    return Diverged($"the target of sample {sample} of the training data has {FiniteValues.Describe(target[at])} at value {at}.", null, sample);
                }
            }
        }

        return null;
    }

    private TrainingDivergedException OfParameter(Parameter parameter) => Diverged(
        $"{parameter.Name} is the first parameter that is not finite: {FiniteValues.Describe(parameter.Values[FiniteValues.FirstOther(parameter.Values)])} at value "
        + $"{FiniteValues.FirstOther(parameter.Values)}. {Cure}",
        Layer(parameter), null);

    private TrainingDivergedException Diverged(string reason, string? layer, int? sample) =>
        new(reason, epoch, step, learningRate, layer, sample);

    private static string Layer(Parameter parameter) => parameter.Name[..parameter.Name.LastIndexOf('.')];
}

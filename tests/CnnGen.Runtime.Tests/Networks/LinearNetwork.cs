using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Parameters;

namespace CnnGen.Runtime.Tests.Networks;

/// <summary>
/// A fully connected layer and softmax, sample by sample. The gradient of the weights is summed block by block, that of
/// the biases over the whole batch.
/// </summary>
internal sealed class LinearNetwork(int seed = 0) : INetwork<LinearNetwork>
{
    public const int Inputs = 600;
    public const int Outputs = 8;
    public const int Weights = Inputs * Outputs;

    public static NetworkLayout Layout { get; } = new()
    {
        Name = nameof(LinearNetwork),
        Architecture = "input 2×300; fullyconnected 8; softmaxcrossentropy",
        ArchitectureHash = "linear",
        InputShape = [2, 300],
        InputSize = Inputs,
        OutputSize = Outputs,
        Predicts = PredictionKind.Classes,
        Parameters =
        [
            new ParameterLayout("fc1.weight", [Outputs, Inputs], 0, Initialization.Glorot, Inputs, Outputs),
            new ParameterLayout("fc1.bias", [Outputs], Weights, Initialization.Zero, Inputs, Outputs),
        ],
        ParameterLength = Weights + MicroBatch.Samples,
        LearnedLength = Weights + MicroBatch.Samples,
        MicroBatchGradientLength = Weights,
        GradientSlots = 4,
        BatchGradientTasks = 2,
        PackedLength = Outputs,
        PackTasks = Outputs,
        ArenaLength = (Inputs + Outputs) * MicroBatch.Samples,
        InputOffset = 0,
        OutputOffset = Inputs * MicroBatch.Samples,
        Steps = [new StepLayout("fc1", [Outputs], Inputs * MicroBatch.Samples, Plane: 1)],
        KeptLength = Outputs * MicroBatch.Samples,
        InferencePackedLength = Weights + Outputs,
        InferenceArenaLength = Outputs,
        InferenceBorderedLength = 0,
        InferenceOutputOffset = 0,
        ForwardMultiplyAdds = Weights,
        TrainingMultiplyAdds = 2 * Weights,
    };

    public ParameterSet Parameters { get; } = new(Layout.Parameters, Layout.ParameterLength, seed);

    // The packed weights are the biases.
    public static void Pack<V>(int task, ref float parameters, ref float packed)
        where V : struct, ILanes<V> =>
        Unsafe.Add(ref packed, task) = Unsafe.Add(ref parameters, Weights + task);

    public static void Forward<V>(ref float parameters, ref float packed, ref float arena)
        where V : struct, ILanes<V>
    {
        Span<double> scores = stackalloc double[Outputs];
        for (int sample = 0; sample < MicroBatch.Samples; sample++)
        {
            double sum = 0;
            for (int output = 0; output < Outputs; output++)
            {
                double score = Unsafe.Add(ref packed, output);
                for (int input = 0; input < Inputs; input++)
                {
                    score += (double)Unsafe.Add(ref parameters, (output * Inputs) + input) * Input<V>(ref arena, sample, input);
                }

                scores[output] = Math.Exp(score);
                sum += scores[output];
            }

            for (int output = 0; output < Outputs; output++)
            {
                Score<V>(ref arena, sample, output) = (float)(scores[output] / sum);
            }
        }
    }

    public static void ForwardPhase<V>(
        int phase, ref float parameters, ref float packed, ref float arena, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics)
        where V : struct, ILanes<V> =>
        Forward<V>(ref parameters, ref packed, ref arena);

    public static void ForwardStep<V>(int step, ref float parameters, ref float packed, ref float arena)
        where V : struct, ILanes<V> =>
        Forward<V>(ref parameters, ref packed, ref arena);

    public static void Loss<V>(ref float arena, ref int labels, ref float losses)
        where V : struct, ILanes<V>
    {
        for (int sample = 0; sample < MicroBatch.Samples; sample++)
        {
            float probability = Score<V>(ref arena, sample, Unsafe.Add(ref labels, sample));
            Unsafe.Add(ref losses, sample) = (float)-Math.Log(probability);
        }
    }

    public static void BackwardPhase<V>(
        int phase, ref float parameters, ref float packed, ref float arena, ref int labels, ref float sampleWeights, ref float batchStatistics,
        ref float partialStatistics, ref float kept, ref float gradient)
        where V : struct, ILanes<V>
    {
        for (int sample = 0; sample < MicroBatch.Samples; sample++)
        {
            for (int output = 0; output < Outputs; output++)
            {
                float target = Unsafe.Add(ref labels, sample) == output ? 1f : 0f;
                float dScore = (Score<V>(ref arena, sample, output) - target) * Unsafe.Add(ref sampleWeights, sample);
                Unsafe.Add(ref kept, (sample * Outputs) + output) = dScore;
                for (int input = 0; input < Inputs; input++)
                {
                    Unsafe.Add(ref gradient, (output * Inputs) + input) += dScore * Input<V>(ref arena, sample, input);
                }
            }
        }
    }

    public static void BatchGradient<V>(int task, ref float kept, int blocks, ref float gradient)
        where V : struct, ILanes<V>
    {
        for (int output = task; output < Outputs; output += Layout.BatchGradientTasks)
        {
            float sum = 0;
            for (int sample = 0; sample < blocks * MicroBatch.Samples; sample++)
            {
                sum += Unsafe.Add(ref kept, (sample * Outputs) + output);
            }

            Unsafe.Add(ref gradient, Weights + output) = sum;
        }
    }

    // A copy of all parameters.
    public static void PackInference<V>(ref float parameters, ref float packed)
        where V : struct, ILanes<V> =>
        MemoryMarshal.CreateSpan(ref parameters, Weights + Outputs).CopyTo(MemoryMarshal.CreateSpan(ref packed, Weights + Outputs));

    public static void PredictSample<V>(ref float parameters, ref float packed, ref readonly float sample, ref float arena)
        where V : struct, ILanes<V>
    {
        Span<double> scores = stackalloc double[Outputs];
        double sum = 0;
        for (int output = 0; output < Outputs; output++)
        {
            double score = Unsafe.Add(ref packed, Weights + output);
            for (int input = 0; input < Inputs; input++)
            {
                score += (double)Unsafe.Add(ref packed, (output * Inputs) + input) * Unsafe.Add(ref Unsafe.AsRef(in sample), input);
            }

            scores[output] = Math.Exp(score);
            sum += scores[output];
        }

        for (int output = 0; output < Outputs; output++)
        {
            Unsafe.Add(ref arena, output) = (float)(scores[output] / sum);
        }
    }

    private static ref float Input<V>(ref float arena, int sample, int input)
        where V : struct, ILanes<V> =>
        ref Unsafe.Add(ref arena, Lane<V>(sample, input, Inputs));

    private static ref float Score<V>(ref float arena, int sample, int output)
        where V : struct, ILanes<V> =>
        ref Unsafe.Add(ref arena, Layout.OutputOffset + Lane<V>(sample, output, Outputs));

    private static int Lane<V>(int sample, int feature, int features)
        where V : struct, ILanes<V> =>
        (((sample / V.Count * features) + feature) * V.Count) + (sample % V.Count);
}

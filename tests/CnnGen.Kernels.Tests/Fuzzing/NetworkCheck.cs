using System.Runtime.InteropServices;
using CnnGen.Execution;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;
using CnnGen.Numerics;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>
/// All that must hold for any network: what it computes is what the reference computes on the same graph, in the same bits with
/// vectors of any width and any number of threads, in its own memory alone, for one sample as for a batch, saved and loaded, and
/// in ONNX Runtime.
/// </summary>
internal sealed class NetworkCheck
{
    private const int Steps = 3;

    // Of the largest score: what a folded norm leaves, and ONNX Runtime.
    private const double FoldingBound = 1e-5;
    private const double OnnxBound = 1e-5;

    // ONNX Runtime computes a sigmoid by a quotient of polynomials, whose error is one of 1, however small a probability is.
    private const double OnnxProbabilityBound = 1e-7;

    private readonly DrawnCase _case;
    private readonly Type _class;
    private readonly DrawnBatch _batch;
    private readonly ReferenceNetwork _reference;
    private readonly Conditioning _conditioning;

    private NetworkCheck(DrawnCase drawn, Type network)
    {
        (_case, _class) = (drawn, network);
        _batch = DrawnBatch.DrawFreely(drawn.Network, drawn.Samples, drawn.Seed);
        _reference = drawn.Network.Reference();
        _conditioning = new Conditioning(drawn.Network, _batch);
    }

    private int Samples => _case.Samples;

    /// <summary>Checks a network.</summary>
    /// <param name="drawn">The network as drawn.</param>
    /// <param name="network">Its emitted class.</param>
    /// <returns>Whether some result hangs on the last bits of its input so much that it says nothing.</returns>
    public static bool Run(DrawnCase drawn, Type network)
    {
        var check = new NetworkCheck(drawn, network);
        check.CheckStep();
        check.CheckTraining();
        check.CheckPredictions();
        check.CheckFiles();
        return check._conditioning.WasAsked;
    }

    // Loss and gradients are those of the reference, and the same in memory that is watched.
    private void CheckStep()
    {
        NetworkUnderTest model = Create();
        IStepUnderTest step = model.Step(Samples, threads: 1, LaneWidth.Bits128);
        BatchResult result = step.ComputeGradient(model.Dataset(_batch), Order.First(Samples));
        float[][] gradient = step.Gradient();
        BatchPass expected = _conditioning.Expected;
        Assert.Equal(_conditioning.LearnedNames, model.Layout.Parameters.Where(layout => layout.Offset < model.Layout.LearnedLength).Select(layout => layout.Name));
        _conditioning.AssertAgrees(pass => [pass.Losses.Average()], [(float)result.Loss], "loss");
        _conditioning.AssertSame(pass => pass.Classes.Where((found, i) => found == _batch.Labels[i]).Count(), result.Correct, "correct samples");
        for (int i = 0; i < gradient.Length; i++)
        {
            int tensor = _conditioning.Learned[i];
            _conditioning.AssertAgrees(pass => pass.Gradient[tensor], gradient[i], $"gradient of {_reference.ParameterNames[tensor]}");
        }

        foreach (LaneWidth width in Widths.All)
        {
            foreach (bool isClean in new[] { false, true })
            {
                float[][] guarded = Create().Block(width).Gradient(_batch, Samples, isClean);
                for (int i = 0; i < gradient.Length; i++)
                {
                    AssertSameBits(gradient[i], guarded[i], $"gradient of {_conditioning.LearnedNames[i]} with vectors of {width} in {(isClean ? "clean" : "dirty")} memory");
                }
            }
        }
    }

    private void CheckTraining()
    {
        float[][]? expected = null;
        foreach ((LaneWidth width, int threads) in new[] { (LaneWidth.Bits128, 1), (LaneWidth.Bits256, 2), (LaneWidth.Bits512, 3), (LaneWidth.Bits256, 3) })
        {
            NetworkUnderTest model = Create();
            IStepUnderTest step = model.Step(Samples, threads, width, new Sgd(0.01f) { Momentum = 0.9f, WeightDecay = 0.001f });
            Dataset data = model.Dataset(_batch);
            for (int i = 0; i < Steps; i++)
            {
                step.ComputeGradient(data, Order.First(Samples));
                step.Update();
            }

            float[][] parameters = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
            expected ??= parameters;
            for (int i = 0; i < expected.Length; i++)
            {
                AssertSameBits(expected[i], parameters[i], $"{_reference.ParameterNames[i]} after {Steps} steps on {threads} threads with vectors of {width}");
            }
        }
    }

    private void CheckPredictions()
    {
        NetworkUnderTest model = Create();
        double[] expected = _conditioning.Scores(Samples);
        bool folds = _case.Network.Inside.Any(layer => layer is BatchNorm);
        int alone = Math.Min(Samples, 5);
        float[]? batchStatistics = null;
        float[]? ofSample = null;
        foreach (LaneWidth width in Widths.All)
        {
            float[] scores = model.Scores(_batch, width);
            float[] cleanly = model.Scores(_batch, width, isClean: true);
            batchStatistics ??= scores;
            AssertSameBits(batchStatistics, scores, $"scores with vectors of {width}");
            AssertSameBits(batchStatistics, cleanly, $"scores with vectors of {width} in clean memory");

            ReadOnlySpan<float> samples = _batch.Samples.AsSpan(0, alone * _batch.SampleSize);
            scores = model.Sample(width).Scores(samples);
            ofSample ??= scores;
            AssertSameBits(ofSample, scores, $"scores of single samples with vectors of {width}");
            AssertSameBits(ofSample, model.Sample(width).Scores(samples, isClean: true), $"scores of single samples with vectors of {width} in clean memory");
        }

        _conditioning.AssertScoresAgree(expected, batchStatistics!, "scores");
        if (folds)
        {
            double largest = batchStatistics!.Max(score => Math.Abs((double)score));
            _conditioning.AssertScoresClose(batchStatistics!.AsSpan(0, ofSample!.Length), ofSample, FoldingBound * largest, "scores of single samples, with norms folded");
        }
        else
        {
            AssertSameBits(batchStatistics![..ofSample!.Length], ofSample, "scores of single samples and of a batch");
        }

        float[] predicted = new float[batchStatistics!.Length];
        model.Predict(_batch.Samples, predicted);
        AssertSameBits(ofSample[..(ofSample.Length / alone)], model.Predict(_batch.Samples.AsSpan(0, _batch.SampleSize)).Scores, "the prediction");
        for (int first = 0; first < Samples; first += MicroBatch.Samples)
        {
            // Blocks that are nearly empty are taken sample by sample.
            if (Math.Min(MicroBatch.Samples, Samples - first) >= 10)
            {
                int outputs = predicted.Length / Samples;
                Range range = (first * outputs)..(Math.Min(first + MicroBatch.Samples, Samples) * outputs);
                AssertSameBits(batchStatistics[range], predicted[range], "predictions of several samples");
            }
        }
    }

    private void CheckFiles()
    {
        NetworkUnderTest model = Create();
        float[] expected = new float[Samples * model.Layout.OutputSize];
        model.Predict(_batch.Samples, expected);

        using var saved = new MemoryStream();
        model.Save(saved);
        saved.Position = 0;
        NetworkUnderTest loaded = NetworkUnderTest.Create(_class);
        loaded.Load(saved);
        float[] again = new float[expected.Length];
        loaded.Predict(_batch.Samples, again);
        AssertSameBits(expected, again, "scores after saving and loading");

        float[] found = OnnxSession.Run(model, _batch);
        double largest = expected.Max(score => Math.Abs((double)score));
        _conditioning.AssertScoresClose(expected, found, (OnnxBound * largest) + OnnxProbabilityBound, "scores of ONNX Runtime");
    }

    private NetworkUnderTest Create()
    {
        NetworkUnderTest created = NetworkUnderTest.Create(_class);
        Assert.Equal(_reference.ParameterNames, created.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(_reference.ParameterShapes, created.Parameters.Select(parameter => parameter.Shape));
        created.SetParameters(_batch.Parameters);
        return created;
    }

    private static void AssertSameBits(float[] expected, float[] actual, string what)
    {
        ReadOnlySpan<int> left = MemoryMarshal.Cast<float, int>(expected);
        ReadOnlySpan<int> right = MemoryMarshal.Cast<float, int>(actual);
        int at = left.CommonPrefixLength(right);
        if (at < left.Length || right.Length != left.Length)
        {
            Assert.Fail(FormattableString.Invariant($"{what}: [{at}] is {(at < actual.Length ? actual[at] : float.NaN):G9}, but {(at < expected.Length ? expected[at] : float.NaN):G9} elsewhere."));
        }
    }
}

using CnnGen.Runtime.Tests.Networks;

namespace CnnGen.Runtime.Tests.Inference;

public sealed class PredictorTests
{
    private static readonly LinearNetwork s_model = new(seed: 5);
    private static readonly Dataset s_data = Samples.Draw(37);

    [Fact]
    public void A_prediction_is_the_class_with_the_highest_probability()
    {
        Evaluation evaluation = s_model.Evaluate(s_data);
        for (int i = 0; i < s_data.Count; i++)
        {
            Prediction prediction = Predictor.Predict(s_model, Sample(i));
            Assert.Equal(evaluation.Predicted[i], prediction.Label);
            Assert.Equal(prediction.Scores.Max(), prediction.Scores[prediction.Label]);
            Assert.Equal(1.0, prediction.Scores.Sum(), 1e-5);
        }
    }

    [Fact]
    public void Many_samples_get_the_scores_that_each_gets_alone()
    {
        float[] scores = new float[s_data.Count * LinearNetwork.Outputs];
        Predictor.Predict(s_model, AllSamples(), scores);
        for (int i = 0; i < s_data.Count; i++)
        {
            Assert.Equal(
                Predictor.Predict(s_model, Sample(i)).Scores,
                scores[(i * LinearNetwork.Outputs)..((i + 1) * LinearNetwork.Outputs)]);
        }
    }

    [Fact]
    public void Several_threads_may_predict_with_one_network()
    {
        float[] samples = AllSamples();
        float[] expected = new float[s_data.Count * LinearNetwork.Outputs];
        Predictor.Predict(s_model, samples, expected);
        Parallel.For(0, 50, _ =>
        {
            float[] scores = new float[expected.Length];
            Predictor.Predict(s_model, samples, scores);
            Assert.Equal(expected, scores);
        });
    }

    [Fact]
    public void Predicting_into_a_span_allocates_nothing()
    {
        float[] samples = AllSamples();
        float[] scores = new float[s_data.Count * LinearNetwork.Outputs];
        Predictor.Predict(s_model, samples, scores);

        // What a collection at that moment adds is not the predictor's: one that allocates does so in each attempt.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => AllocatedBytes()));

        long AllocatedBytes()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Predictor.Predict(s_model, samples, scores);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        AssertRefused("sample", "LinearNetwork expects a sample of 600 floats, but found 599.",
            () => Predictor.Predict(s_model, new float[599]));
        AssertRefused("samples", "LinearNetwork expects a multiple of 600 floats, but found 601.",
            () => Predictor.Predict(s_model, new float[601], new float[8]));
        AssertRefused("scores", "LinearNetwork gives 8 scores for each of 2 samples and expects room for 16 floats, but found 15.",
            () => Predictor.Predict(s_model, new float[1200], new float[15]));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinity")]
    [InlineData(float.NegativeInfinity, "negative infinity")]
    public void A_value_that_is_not_finite_is_named(float value, string name)
    {
        float[] sample = Sample(0);
        sample[583] = value;
        AssertRefused(
            "sample",
            $"LinearNetwork expects finite values, but found {name} as value 583 of the sample. Mend the sample, or pass allowNonFinite: true to predict all the same.",
            () => s_model.Predict(sample));
        Assert.Contains(float.NaN, s_model.Predict(sample, allowNonFinite: true).Scores);

        // Of a block, and of the samples after the last whole one.
        foreach (int index in new[] { 0, 20, 36 })
        {
            float[] samples = AllSamples();
            samples[(index * LinearNetwork.Inputs) + 4] = value;
            float[] scores = new float[s_data.Count * LinearNetwork.Outputs];
            AssertRefused(
                "samples", $"LinearNetwork expects finite values, but found {name} as value 4 of sample {index}.", () => s_model.Predict(samples, scores));
            s_model.Predict(samples, scores, allowNonFinite: true);
            Assert.Equal(
                [index], Enumerable.Range(0, s_data.Count).Where(i => scores[(i * LinearNetwork.Outputs)..((i + 1) * LinearNetwork.Outputs)].Any(float.IsNaN)));
        }
    }

    [Fact]
    public void A_network_of_any_type_has_what_a_network_of_a_known_one_has()
    {
        var model = new Weights.Small(seed: 3);
        float[] sample = [.. Enumerable.Range(0, 50).Select(i => i / 50f)];
        Assert.Equal(model.Predict(sample).Scores, Use(model, new Weights.Small(seed: 4), sample));

        static float[] Use<T>(T model, T other, float[] sample)
            where T : class, CnnGen.Networks.INetwork<T>
        {
            using var stream = new MemoryStream();
            model.Save(stream);
            Assert.Same(other, other.Load(stream.ToArray()));
            Assert.Equal(model.Activations(sample)[^1].Values, other.Activations(sample)[^1].Values);
            float[] scores = new float[other.Predict(sample).Scores.Length];
            other.Predict(sample, scores);
            Assert.Equal(scores, other.Predict(sample).Scores);
            return scores;
        }
    }

    private static float[] Sample(int index)
    {
        float[] sample = new float[LinearNetwork.Inputs];
        s_data.CopySample(index, sample);
        return sample;
    }

    private static float[] AllSamples() => [.. Enumerable.Range(0, s_data.Count).SelectMany(Sample)];

    private static void AssertRefused(string argument, string message, Action call)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(argument, call);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }
}

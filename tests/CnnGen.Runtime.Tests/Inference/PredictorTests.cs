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

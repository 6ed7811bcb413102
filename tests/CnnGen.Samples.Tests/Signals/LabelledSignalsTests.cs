using Signals;

namespace CnnGen.Samples.Tests.Signals;

public sealed class LabelledSignalsTests
{
    [Fact]
    public void Shifted_signals_keep_their_class_and_repeat_the_value_at_their_end()
    {
        LabelledSignals signals = new([1, 2, 3, 4, 5, 6], [1, 0], Size: 3, ClassCount: 2);
        LabelledSignals shifted = signals.WithShifts(1);
        Assert.Equal([2, 3, 3, 1, 2, 3, 1, 1, 2, 5, 6, 6, 4, 5, 6, 4, 4, 5], shifted.Values);
        Assert.Equal([1, 1, 1, 0, 0, 0], shifted.Labels);
        Assert.Equal(signals.Values, signals.WithShifts(0).Values);
    }

    [Fact]
    public void A_normalised_signal_has_mean_zero_and_deviation_one()
    {
        float[] signal = [2, 4, 6, 4];
        Signal.Normalize(signal);
        float deviation = MathF.Sqrt(2);
        Assert.All(signal.Zip([-deviation, 0, deviation, 0]), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));

        float[] constant = [7, 7, 7];
        Signal.Normalize(constant);
        Assert.Equal([0, 0, 0], constant);
    }

    [Fact]
    public void A_signal_is_of_the_class_of_its_nearest_neighbour()
    {
        LabelledSignals train = new([0, 0, 10, 10, 3, 4], [0, 1, 2], Size: 2, ClassCount: 3);
        LabelledSignals test = new([1, 1, 9, 8, 4, 4, 0, 1], [0, 1, 2, 2], Size: 2, ClassCount: 3);
        Assert.Equal(0.75, NearestNeighbour.Accuracy(train, test, CancellationToken.None));
    }

    [Fact]
    public void A_profile_tells_how_far_ink_is_away_from_each_side()
    {
        byte[] image =
        [
            0, 255, 0, 0,
            0, 128, 200, 0,
            0, 0, 127, 0,
        ];
        float[] signals = new float[14];
        DigitProfiles.Write(image, width: 4, signals);
        Assert.Equal([1, 1, 4, /* right */ 2, 1, 4, /* above */ 3, 0, 1, 3, /* below */ 3, 1, 1, 3], signals);
    }
}

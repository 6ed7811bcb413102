using System.Globalization;

namespace CnnGen.Data;

/// <summary>The samples of another dataset, each channel less its mean and divided by its standard deviation.</summary>
internal sealed class NormalizedDataset : DatasetView
{
    private readonly float[] _mean;
    private readonly float[] _standardDeviation;

    public NormalizedDataset(Dataset data, float[] mean, float[] standardDeviation)
        : base(data)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(standardDeviation);
        if (data.SampleShape is [int channels, ..] shape && mean.Length != channels)
        {
            throw new ArgumentException(
                shape.Count == 1
                    ? $"Expected a number for each of the {channels} features of a sample, but found {mean.Length}."
                    : $"Expected a number for each of the {channels} channels of samples of {string.Join('×', shape)}, but found {mean.Length}.",
                nameof(mean));
        }

        if (mean.Length == 0 || data.SampleSize % mean.Length != 0)
        {
            throw new ArgumentException(
                $"Expected a number for each channel, of which samples of {data.SampleSize} floats have equal parts, but found {mean.Length}.",
                nameof(mean));
        }

        if (standardDeviation.Length != mean.Length)
        {
            throw new ArgumentException(
                $"Expected as many numbers as in mean, {mean.Length}, but found {standardDeviation.Length}.", nameof(standardDeviation));
        }

        ThrowUnless(mean, float.IsFinite, "finite", nameof(mean));
        ThrowUnless(standardDeviation, value => float.IsFinite(value) && value > 0f, "finite and above 0", nameof(standardDeviation));
        _mean = [.. mean];
        _standardDeviation = [.. standardDeviation];
    }

    // Of a dataset that knows no shape, the network that reads it has to say whether these are its channels.
    internal override int NormalizedChannels => Data.SampleShape.Count == 0 ? _mean.Length : 0;

    public override void CopySample(int index, Span<float> destination)
    {
        Data.CopySample(index, destination);
        int size = SampleSize / _mean.Length;
        for (int channel = 0; channel < _mean.Length; channel++)
        {
            float mean = _mean[channel];
            float standardDeviation = _standardDeviation[channel];
            foreach (ref float value in destination.Slice(channel * size, size))
            {
                value = (value - mean) / standardDeviation;
            }
        }
    }

    private static void ThrowUnless(float[] values, Predicate<float> isAllowed, string expected, string argument)
    {
        int wrong = Array.FindIndex(values, value => !isAllowed(value));
        if (wrong >= 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Expected numbers that are {expected}, but found {values[wrong]} for channel {wrong}."),
                argument);
        }
    }
}

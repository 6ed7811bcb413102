using CnnGen;

namespace Transfer;

/// <summary>A few samples of a dataset, as many of each class, drawn at random and held in memory.</summary>
internal static class Subset
{
    /// <summary>Draws samples; the same seed draws the same ones.</summary>
    /// <exception cref="InvalidDataException">A class has too few.</exception>
    public static Dataset Draw(Dataset data, int count, int seed)
    {
        int perClass = count / data.ClassCount;
        var random = new Random(seed);
        int[] shuffled = [.. Enumerable.Range(0, data.Count)];
        random.Shuffle(shuffled);

        int[] chosen =
        [
            .. Enumerable.Range(0, data.ClassCount).SelectMany(label => shuffled.Where(index => data.Label(index) == label).Take(perClass)),
        ];
        if (chosen.Length < perClass * data.ClassCount)
        {
            throw new InvalidDataException($"Expected {perClass:N0} training images of each class, but one of the classes has fewer.");
        }

        var samples = new float[chosen.Length * data.SampleSize];
        for (int i = 0; i < chosen.Length; i++)
        {
            data.CopySample(chosen[i], samples.AsSpan(i * data.SampleSize, data.SampleSize));
        }

        return Dataset.FromArrays(samples, [.. chosen.Select(data.Label)], data.SampleSize, data.ClassCount);
    }
}

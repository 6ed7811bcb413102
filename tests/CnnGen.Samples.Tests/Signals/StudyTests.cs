using System.Reflection;
using Signals;

namespace CnnGen.Samples.Tests.Signals;

/// <summary>What the sample claims: its networks are no worse than the nearest neighbour.</summary>
public sealed class StudyTests
{
    private static readonly string s_folder = Path.Combine(
        Environment.GetEnvironmentVariable("CNNGEN_DATA")
            ?? typeof(StudyTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "Data").Value!,
        "ucr");

    [Fact]
    public void Without_a_folder_the_digits_are_learned()
    {
        Study study = Assert.Single(Studies.Read(folder: null));
        Outcome outcome = Run(study);
        Assert.Equal((10_000, 2_000), (outcome.Train, outcome.Test));
        Assert.InRange(outcome.NearestNeighbour, 0.7, 1);
        Assert.InRange(outcome.Network, outcome.NearestNeighbour + 0.1, 1);
    }

    // The accuracies that the archive gives for the nearest neighbour by Euclidean distance.
    [SkippableTheory]
    [InlineData("ItalyPowerDemand", 67, 1029, 0.9553)]
    [InlineData("GunPoint", 50, 150, 0.9133)]
    [InlineData("ArrowHead", 36, 175, 0.8000)]
    public void The_sets_of_the_archive_are_told_apart_at_least_as_well_as_by_the_nearest_neighbour(
        string name, int train, int test, double nearest)
    {
        Skip.IfNot(Directory.Exists(s_folder), $"There is no folder {s_folder}; CNNGEN_DATA names the one above.");
        Outcome outcome = Run(Studies.Read(s_folder).Single(study => study.Name == name));
        Assert.Equal((train, test), (outcome.Train, outcome.Test));
        Assert.Equal(nearest, outcome.NearestNeighbour, 0.0001);
        Assert.InRange(outcome.Network, outcome.NearestNeighbour, 1);
    }

    [Fact]
    public void A_folder_without_sets_is_refused()
    {
        using TemporaryFolder folder = new();
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Studies.Read(folder.Path));
        Assert.Equal(
            $"{folder.Path}: expected ItalyPowerDemand_TRAIN.ts, GunPoint_TRAIN.ts, ArrowHead_TRAIN.ts, or one of them, here or in "
            + "a folder of its name, but found none.",
            error.Message);
    }

    [Fact]
    public void A_set_of_another_length_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("GunPoint_TRAIN.ts", "@classLabel true 1 2\n@data\n1,2,3:1\n");
        Assert.Equal(
            $"{path}: expected signals of 150 values in 2 classes, but found 3 values in 2 classes.",
            Assert.Throws<InvalidDataException>(() => Studies.Read(folder.Path)).Message);
    }

    private static Outcome Run(Study study) => study.Run(seed: 1, new Progress<TrainingProgress>(), CancellationToken.None);
}

using System.Globalization;
using CnnGen.Files;

namespace CnnGen.Training;

/// <summary>What decides the course of a training run beside the network and its data, and stays the same throughout.</summary>
internal sealed record TrainingSettings(
    int BatchSize,
    int Seed,
    float Momentum,
    float WeightDecay,
    Augmentation? Augmentation = null,
    LearningRateSchedule? Schedule = null)
{
    private const string None = "none";

    private (string Entry, string Name, string Value)[] Values =>
    [
        ("cnngen.checkpoint.batch_size", "batch size", BatchSize.ToString(CultureInfo.InvariantCulture)),
        ("cnngen.checkpoint.seed", "seed", Seed.ToString(CultureInfo.InvariantCulture)),
        ("cnngen.checkpoint.momentum", "momentum", Momentum.ToString(CultureInfo.InvariantCulture)),
        ("cnngen.checkpoint.weight_decay", "weight decay", WeightDecay.ToString(CultureInfo.InvariantCulture)),
        ("cnngen.checkpoint.augmentation", "augmentation", Augmentation?.ToString() ?? None),
        ("cnngen.checkpoint.schedule", "schedule", Schedule?.ToString() ?? None),
    ];

    public void Write(Dictionary<string, string> metadata)
    {
        foreach ((string entry, _, string value) in Values)
        {
            metadata.Add(entry, value);
        }
    }

    /// <summary>Each setting that a checkpoint has differently.</summary>
    /// <exception cref="InvalidDataException">The checkpoint lacks a setting.</exception>
    public IEnumerable<string> Differences(CheckpointMetadata metadata) =>
        from setting in Values
        let found = metadata.Text(setting.Entry)
        where found != setting.Value
        select $"{setting.Name}: expected {setting.Value}, but found {Quotation.Of(found)}";
}

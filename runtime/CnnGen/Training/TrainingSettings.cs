using System.Globalization;
using CnnGen.Files;

namespace CnnGen.Training;

/// <summary>What decides the course of a training run beside the network and its data, and stays the same throughout.</summary>
internal sealed record TrainingSettings(
    int BatchSize,
    int Seed,
    Optimizer Optimizer,
    Augmentation? Augmentation = null,
    LearningRateSchedule? Schedule = null,
    TrainingMonitor? Monitor = null)
{
    private const string Prefix = "cnngen.checkpoint.";
    private const string RuleEntry = Prefix + "optimizer";

    // The only rule there was before checkpoints named it.
    private const string FirstRule = "sgd";
    private const string None = "none";

    private IEnumerable<(string Entry, string Name, string Value, string? Absent)> Values =>
    [
        (Prefix + "batch_size", "batch size", BatchSize.ToString(CultureInfo.InvariantCulture), null),
        (Prefix + "seed", "seed", Seed.ToString(CultureInfo.InvariantCulture), null),
        (Prefix + "augmentation", "augmentation", Augmentation?.ToString() ?? None, null),
        (Prefix + "schedule", "schedule", Schedule?.ToString() ?? None, null),
        (Prefix + "monitor", "monitor", Monitor?.Metric.Name ?? None, None),
        .. (Monitor?.Settings ?? []).Select(setting => ($"{Prefix}monitor_{setting.Name.Replace(' ', '_')}", setting.Name, setting.Value, (string?)None)),
    ];

    private IEnumerable<(string Entry, string Name, string Value, string? Absent)> OptimizerValues =>
        Optimizer.Settings.Select(setting => (Prefix + setting.Name.Replace(' ', '_'), setting.Name, setting.Value, setting.Absent));

    public void Write(Dictionary<string, string> metadata)
    {
        metadata.Add(RuleEntry, Optimizer.RuleName);
        foreach ((string entry, _, string value, _) in Values.Concat(OptimizerValues))
        {
            metadata.Add(entry, value);
        }
    }

    /// <summary>Each setting that a checkpoint has differently. Of another optimiser only the name is compared.</summary>
    /// <exception cref="InvalidDataException">The checkpoint lacks a setting.</exception>
    public IEnumerable<string> Differences(CheckpointMetadata metadata)
    {
        string rule = metadata.TextOr(RuleEntry, FirstRule);
        bool isSameRule = rule == Optimizer.RuleName;
        if (!isSameRule)
        {
            yield return $"optimizer: expected {Optimizer.RuleName}, but found {Quotation.Of(rule)}";
        }

        foreach ((string entry, string name, string value, string? absent) in Values.Concat(isSameRule ? OptimizerValues : []))
        {
            string found = absent is null ? metadata.Text(entry) : metadata.TextOr(entry, absent);
            if (found != value)
            {
                yield return $"{name}: expected {value}, but found {Quotation.Of(found)}";
            }
        }
    }
}

using CnnGen.Training.Optimizers;

namespace CnnGen.Runtime.Tests.Training.Optimizers;

/// <summary>Which factors apply to which tensor, and how the arena is cut where they differ.</summary>
public sealed class LearnedParametersTests
{
    [Fact]
    public void Of_the_names_that_match_a_parameter_the_longest_counts()
    {
        var optimizer = new Sgd(0.1f)
        {
            Groups =
            [
                new("body.fc1.bias") { LearningRateScale = 4f },
                new("body") { LearningRateScale = 2f, WeightDecayScale = 0.5f },
                new("body.fc1") { LearningRateScale = 3f },
                new("fc1") { WeightDecayScale = 0f },
            ],
        };
        Assert.Equal(
            [("fc1.weight", 1f, 0f), ("fc1.bias", 1f, 0f), ("body.fc1.weight", 3f, 1f), ("body.fc1.bias", 4f, 1f)],
            DrawnParameters.For(optimizer).Tensors
                .Select(tensor => (tensor.Layout.Name, tensor.LearningRateScale, tensor.WeightDecayScale))
                .Where(tensor => tensor != (tensor.Name, 1f, 1f)));
    }

    [Fact]
    public void A_name_matches_whole_parts_alone()
    {
        Assert.True(new ParameterGroup("body.fc1").Includes("body.fc1.weight"));
        Assert.False(new ParameterGroup("body.fc").Includes("body.fc1.weight"));
        Assert.False(new ParameterGroup("fc1").Includes("body.fc1.weight"));
        Assert.False(new ParameterGroup("FC1").Includes("fc1.weight"));
    }

    [Fact]
    public void A_name_that_is_not_there_is_refused_with_those_that_are() => Assert.StartsWith(
        "Expected each group to name a layer or a block that learns, but found 'conv2'; there are conv1, bn1, fc1, local1, body, body.fc1.",
        Assert.Throws<ArgumentException>(() => DrawnParameters.For(new Sgd(0.1f) { Groups = [new("conv2")] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_name_of_what_is_frozen_is_refused() => Assert.StartsWith(
        "Expected each group to name a layer or a block that learns, but found 'frozen', which is frozen; there are conv1, ",
        Assert.Throws<ArgumentException>(() => DrawnParameters.For(new Sgd(0.1f) { Groups = [new("frozen")] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Ranges_are_cut_where_they_are_long()
    {
        UpdateRange[] ranges = UpdateRange.Of(DrawnParameters.For(new Sgd(0.1f)).Tensors);
        Assert.Equal([new UpdateRange(0, 0, 4096, 1f, 1f), new UpdateRange(4096, 4096, DrawnParameters.Length - 4096, 1f, 1f)], ranges);
    }

    [Fact]
    public void Ranges_are_cut_where_factors_differ()
    {
        UpdateRange[] ranges = UpdateRange.Of(DrawnParameters.For(new Sgd(0.1f) { DecaysBiasesAndNorms = false, Groups = [new("fc1") { LearningRateScale = 0.5f }] }).Tensors);
        Assert.Equal(
            [
                new UpdateRange(0, 0, 112, 1f, 1f),
                new UpdateRange(112, 112, 48, 1f, 0f),
                new UpdateRange(160, 160, 960, 0.5f, 1f),
                new UpdateRange(1120, 1120, 48, 0.5f, 0f),
                new UpdateRange(1168, 1168, 4096, 1f, 1f),
                new UpdateRange(5264, 5264, 1040, 1f, 1f),
                new UpdateRange(6304, 6304, 32, 1f, 0f),
            ],
            ranges);
    }

    [Fact]
    public void What_is_kept_for_some_of_the_tensors_lies_without_gaps()
    {
        LearnedTensor[] some = [.. DrawnParameters.For(new Sgd(0.1f)).Tensors.Where(tensor => tensor.Layout.Shape.Count == 1)];
        Assert.Equal(
            [new UpdateRange(112, 0, 48, 1f, 1f), new UpdateRange(1120, 48, 48, 1f, 1f), new UpdateRange(6304, 96, 32, 1f, 1f)],
            UpdateRange.Of(some));
    }
}

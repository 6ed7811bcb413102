using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>When tensors are in use: operation i of n runs forward at moment i, and backward at 2n − 1 − i.</summary>
public class LiveRangesTests
{
    [Fact]
    public void Values_live_until_they_are_read_for_the_last_time_and_gradients_from_there_back_to_their_layer()
    {
        TrainingPlan plan = Planned.Of("[Network(4), FullyConnected(3), Tanh, FullyConnected(2), SoftmaxCrossEntropy]");
        Assert.Equal(
            [("Input", -1, 5), ("Fc1", 0, 4), ("Fc1Gradient", 4, 5), ("Fc2", 1, 3), ("Fc2Gradient", 3, 4), ("Softmax1", 2, 3), ("Softmax1LogSum", 2, 3)],
            Ranges(plan));
    }

    [Fact]
    public void Targets_live_from_the_beginning_to_the_loss() =>
        Assert.Contains(("Mse1Target", -1, 2), Ranges(Planned.Of("[Network(4), FullyConnected(2), MeanSquaredError]")));

    private static IEnumerable<(string, int, int)> Ranges(TrainingPlan plan) =>
        plan.Arena.LiveRanges.Select(range => (range.Name, range.From, range.To));
}

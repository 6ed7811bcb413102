using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>Where gradients lie.</summary>
public class GradientPlanTests
{
    [Fact]
    public void A_pool_writes_its_gradient_over_the_values_that_it_reads_for_the_last_time()
    {
        TrainingPlan plan = Planned.Of("[Network(1, 6, 6), Conv2D(2, 3), ReLU, MaxPool2D(2), Flatten, FullyConnected(2), SoftmaxCrossEntropy]");
        Tensor convolved = plan.Operation("Conv1").Output;
        Assert.True(plan.Gradients.IsOverValues(convolved));
        Assert.Equal("Conv1", plan.Gradients.NameOf(convolved));
    }

    [Fact]
    public void Where_the_backward_pass_looks_at_results_again_their_gradient_has_a_place_of_its_own()
    {
        TrainingPlan plan = Planned.Of("[Network(1, 6, 6), Conv2D(2, 3), MaxPool2D(2, Stride = 1), Flatten, FullyConnected(2), SoftmaxCrossEntropy]");
        Tensor pooled = plan.Operation("Pool1").Output;
        Assert.False(plan.Gradients.IsOverValues(pooled));
        Assert.Equal("Pool1Gradient", plan.Gradients.NameOf(pooled));
    }

    [Fact]
    public void The_gradient_of_a_sum_is_that_of_its_summands_and_their_sum_takes_the_place_of_another_term()
    {
        TrainingPlan plan = Planned.Of(
            "[Network(4), FullyConnected(3), Residual(typeof(Body)), FullyConnected(2), SoftmaxCrossEntropy]",
            "[Block, FullyConnected(3)] public static class Body;");
        Operation sum = plan.Operation("Add1");
        Assert.All(sum.Inputs, summand => Assert.Equal(plan.Gradients.NameOf(sum.Output), plan.Gradients.NameOf(summand)));

        Tensor given = plan.Operation("Fc1").Output;
        Assert.Equal(["Fc1"], plan.Gradients.Gathered.Keys.Select(operation => operation.Name));
        Tensor inner = plan.Operations.SelectMany(operation => operation.Inputs).First(input => input.Source == given && !sum.Inputs.Contains(input));
        Assert.Equal(plan.Gradients.NameOf(inner), plan.Gradients.NameOf(given));
        Assert.NotEqual(plan.Gradients.NameOf(sum.Output), plan.Gradients.NameOf(given));
    }

    [Fact]
    public void Nothing_is_gathered_where_nothing_before_it_learns() => Assert.Empty(
        Planned.Of(
            "[Network(4), Residual(typeof(Body)), FullyConnected(2), SoftmaxCrossEntropy]",
            "[Block, FullyConnected(4)] public static class Body;").Gradients.Gathered);
}

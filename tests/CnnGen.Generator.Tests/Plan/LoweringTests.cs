using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>Which operations compute the layers of a network.</summary>
public class LoweringTests
{
    [Fact]
    public void An_activation_is_part_of_the_operation_before_it_and_flattening_is_none()
    {
        TrainingPlan plan = Planned.Of("[Network(1, 8, 8), Conv2D(2, 3), ReLU, MaxPool2D(2), Flatten, FullyConnected(3), Tanh, FullyConnected(2), SoftmaxCrossEntropy]");
        Assert.Equal(["Conv1", "Pool1", "Fc1", "Fc2", "Softmax1"], plan.Operations.Select(operation => operation.Name));
        Assert.Equal(
            [Activation.ReLU, Activation.None, Activation.Tanh, Activation.None, Activation.None],
            plan.Operations.Select(operation => operation.Output.Activation));
    }

    [Theory]
    [InlineData("[Network(4), ReLU, FullyConnected(2), SoftmaxCrossEntropy]", "Relu1")]
    [InlineData("[Network(4), Dropout(0.5), Tanh, FullyConnected(2), SoftmaxCrossEntropy]", "Tanh1")]
    [InlineData("[Network(4), FullyConnected(3), GELU, FullyConnected(2), SoftmaxCrossEntropy]", "Gelu1")]
    public void An_activation_that_no_operation_can_apply_is_one_of_its_own(string network, string name) =>
        Assert.Contains(name, Planned.Of(network).Operations.Select(operation => operation.Name));

    [Fact]
    public void An_activation_beside_another_reader_is_an_operation_of_its_own()
    {
        TrainingPlan plan = Planned.Of(
            "[Network(4), FullyConnected(3), Residual(typeof(Body)), FullyConnected(2), SoftmaxCrossEntropy]",
            "[Block, ReLU, FullyConnected(3)] public static class Body;");
        Assert.Equal(Activation.None, plan.Operation("Fc1").Output.Activation);
        Assert.Contains(plan.Operations, operation => operation.Output.Activation == Activation.ReLU && operation.Parameters.Count == 0);
    }

    [Fact]
    public void A_tensor_that_several_operations_read_has_a_gradient_for_each()
    {
        TrainingPlan plan = Planned.Of(
            "[Network(4), FullyConnected(3), Residual(typeof(Body)), FullyConnected(2), SoftmaxCrossEntropy]",
            "[Block, FullyConnected(3)] public static class Body;");
        Tensor given = plan.Operation("Fc1").Output;
        Tensor[] reads = [.. plan.Operations.SelectMany(operation => operation.Inputs).Where(input => input.Source == given)];
        Assert.Equal(2, reads.Length);
        Assert.DoesNotContain(given, reads);
        Assert.Equal(2, reads.Select(read => read.GradientName).Distinct().Count());
    }
}

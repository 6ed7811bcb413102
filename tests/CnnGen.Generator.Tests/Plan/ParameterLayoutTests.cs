using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>Parameters lie by how their gradients are summed: those of micro-batches, those of the batch, those without.</summary>
public class ParameterLayoutTests
{
    [Fact]
    public void What_is_summed_alike_is_one_stretch()
    {
        ParameterLayout layout = Planned.Of(
            "[Network(1, 6, 6), Conv2D(2, 3, Frozen = true), BatchNorm, Conv2D(3, 3), Flatten, FullyConnected(2), SoftmaxCrossEntropy]").Parameters;
        Assert.Equal(
            [
                ("Conv2Weight", 0), ("Conv2Bias", 64),
                ("Bn1Weight", 80), ("Bn1Bias", 96), ("Fc1Weight", 112), ("Fc1Bias", 144),
                ("Conv1Weight", 160), ("Conv1Bias", 192), ("Bn1RunningMean", 208), ("Bn1RunningVar", 224),
            ],
            layout.All.Select(parameter => (parameter.ConstantName, Offset: layout.OffsetOf(parameter))).OrderBy(parameter => parameter.Offset));
        Assert.Equal((80, 160, 240), (layout.MicroBatchGradientLength, layout.LearnedLength, layout.Length));
    }

    [Fact]
    public void All_of_them_stand_in_the_order_of_the_layers() => Assert.Equal(
        ["Conv1Weight", "Conv1Bias", "Fc1Weight"],
        Planned.Of("[Network(1, 2, 2), Conv2D(1, 1), Flatten, FullyConnected(2, Bias = false), SoftmaxCrossEntropy]")
            .Parameters.All.Select(parameter => parameter.ConstantName));
}

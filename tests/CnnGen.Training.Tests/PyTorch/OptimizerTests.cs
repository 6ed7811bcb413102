using CnnGen.Parameters;

namespace CnnGen.Training.Tests.PyTorch;

/// <summary>Optimisers beside those of PyTorch, which <c>optimizers.py</c> has asked: what twenty steps make of the weights of a network.</summary>
public sealed class OptimizerTests
{
    private const int Steps = 20;

    // A part of the largest value of a tensor: PyTorch computed in double precision.
    private const double OfWeights = 1e-5;

    private static readonly Dictionary<string, Func<Optimizer>> Runs = new()
    {
        ["sgd_nesterov"] = () => new Sgd(0.05f) { Momentum = 0.9f, WeightDecay = 0.01f, Nesterov = true },
        ["sgd_dampening"] = () => new Sgd(0.05f) { Momentum = 0.9f, WeightDecay = 0.01f, Dampening = 0.3f },
        ["adam"] = () => new Adam(),
        ["adam_amsgrad"] = () => new Adam(0.01f) { Beta1 = 0.8f, Beta2 = 0.99f, Epsilon = 1e-6f, WeightDecay = 0.02f, AmsGrad = true },
        ["adamw"] = () => new AdamW(),
        ["adamw_amsgrad"] = () => new AdamW(0.01f) { WeightDecay = 0.1f, AmsGrad = true },
        ["adamw_groups"] = () => new AdamW(0.01f)
        {
            WeightDecay = 0.1f,
            DecaysBiasesAndNorms = false,
            Groups = [new("conv1") { LearningRateScale = 0.1f }, new("features") { WeightDecayScale = 2f }],
        },
        ["rmsprop"] = () => new RmsProp(),
        ["rmsprop_centered"] = () => new RmsProp(0.003f) { Alpha = 0.9f, Epsilon = 1e-6f, WeightDecay = 0.01f, Momentum = 0.5f, Centered = true },
        ["clip_norm"] = () => new Sgd(0.5f) { Momentum = 0.9f, GlobalClipNorm = 0.2f },
        ["clip_value"] = () => new Sgd(0.5f) { Momentum = 0.9f, ClipValue = 0.02f },
        ["clip_both"] = () => new Sgd(0.5f) { Momentum = 0.9f, ClipValue = 0.02f, GlobalClipNorm = 0.1f },
    };

    public static TheoryData<string, LaneWidth> RunsAndWidths()
    {
        var cases = new TheoryData<string, LaneWidth>();
        foreach (string run in Runs.Keys)
        {
            cases.Add(run, LaneWidth.Bits128);
            cases.Add(run, LaneWidth.Bits512);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(RunsAndWidths))]
    public void Twenty_steps_agree(string run, LaneWidth width)
    {
        var golden = GoldenFile.Open("optimizers");
        Smooth model = Load(golden);
        Dataset data = Data(golden);
        var step = new TrainingStep<Smooth>(model, Runs[run](), data.Count, threads: 2, width);
        for (int i = 0; i < Steps; i++)
        {
            step.ComputeGradient(data, [.. Enumerable.Range(0, data.Count)]);
            step.Update();
        }

        foreach (Parameter parameter in model.Parameters)
        {
            golden.AssertClose($"{run}.{parameter.Name}", parameter.Values, OfWeights);
        }
    }

    [Fact]
    public void The_norm_of_a_gradient_agrees()
    {
        var golden = GoldenFile.Open("optimizers");
        Dataset data = Data(golden);
        var step = new TrainingStep<Smooth>(Load(golden), new Sgd(0.1f), data.Count, threads: 2);
        step.ComputeGradient(data, [.. Enumerable.Range(0, data.Count)]);
        double found = Math.Sqrt(new SquaredNorm(step.Gradient.Length).Of(step.Gradient, step.Gradient.Length, threads: 2));
        Assert.Equal(golden.Read("norm")[0], found, 1e-6);
    }

    private static Smooth Load(GoldenFile golden)
    {
        var model = new Smooth();
        foreach (Parameter parameter in model.Parameters)
        {
            golden.Read($"before.{parameter.Name}").CopyTo(parameter.Values);
        }

        return model;
    }

    private static Dataset Data(GoldenFile golden) =>
        Dataset.FromArrays(golden.Read("samples"), [.. golden.Read("answers").Select(answer => (int)answer)], sampleSize: 2 * 6 * 5, classCount: 3);
}

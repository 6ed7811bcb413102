namespace CnnGen.Runtime.Tests.Training.Optimizers;

/// <summary>Settings that are out of range are refused where they are given.</summary>
public sealed class SettingTests
{
    private static readonly float[] s_notPositive = [0f, -1f, float.NaN, float.PositiveInfinity];
    private static readonly float[] s_negative = [-0.1f, float.NaN, float.PositiveInfinity];
    private static readonly float[] s_notKept = [-0.1f, 1f, float.NaN];
    private static readonly float[] s_notAnAddend = [0f, 1e-16f, -1f, float.NaN, float.PositiveInfinity];

    [Fact]
    public void A_learning_rate_is_finite_and_above_0() => AssertRefused(
        s_notPositive,
        "learningRate",
        value => new Sgd(value), value => new Adam(value), value => new AdamW(value), value => new RmsProp(value), value => new Lion(value), value => new Muon(value));

    [Fact]
    public void A_learning_rate_stays_as_it_is_where_another_is_refused()
    {
        var optimizer = new Sgd(1f);
        AssertRefused(s_notPositive, "LearningRate", value => optimizer.LearningRate = value);
        Assert.Equal(1f, optimizer.LearningRate);
    }

    [Fact]
    public void What_a_step_keeps_is_at_least_0_and_below_1()
    {
        AssertRefused(s_notKept, "Momentum", value => new Sgd(1f) { Momentum = value }, value => new RmsProp { Momentum = value }, value => new Muon { Momentum = value });
        AssertRefused(s_notKept, "Dampening", value => new Sgd(1f) { Dampening = value });
        AssertRefused(s_notKept, "Beta1", value => new Adam { Beta1 = value }, value => new AdamW { Beta1 = value }, value => new Lion { Beta1 = value });
        AssertRefused(s_notKept, "Beta2", value => new Adam { Beta2 = value }, value => new AdamW { Beta2 = value }, value => new Lion { Beta2 = value });
        AssertRefused(s_notKept, "Alpha", value => new RmsProp { Alpha = value });
        AssertRefused(s_notKept, "AdamBeta1", value => new Muon { AdamBeta1 = value });
        AssertRefused(s_notKept, "AdamBeta2", value => new Muon { AdamBeta2 = value });
    }

    [Fact]
    public void What_keeps_a_divisor_from_0_is_finite_and_at_least_1e_15()
    {
        AssertRefused(s_notAnAddend, "Epsilon", value => new Adam { Epsilon = value }, value => new AdamW { Epsilon = value }, value => new RmsProp { Epsilon = value });
        AssertRefused(s_notAnAddend, "AdamEpsilon", value => new Muon { AdamEpsilon = value });
    }

    [Fact]
    public void Decay_and_factors_are_finite_and_at_least_0()
    {
        AssertRefused(s_negative, "WeightDecay", value => new Sgd(1f) { WeightDecay = value }, value => new AdamW { WeightDecay = value }, value => new Muon { WeightDecay = value });
        AssertRefused(s_negative, "AdamLearningRateScale", value => new Muon { AdamLearningRateScale = value });
        AssertRefused(s_negative, "LearningRateScale", value => new ParameterGroup("fc1") { LearningRateScale = value });
        AssertRefused(s_negative, "WeightDecayScale", value => new ParameterGroup("fc1") { WeightDecayScale = value });
    }

    [Fact]
    public void A_limit_of_the_gradient_is_finite_and_above_0()
    {
        AssertRefused(s_notPositive, "GlobalClipNorm", value => new Sgd(1f) { GlobalClipNorm = value });
        AssertRefused(s_notPositive, "ClipValue", value => new Lion { ClipValue = value });
        Assert.Null(new Sgd(1f) { GlobalClipNorm = null, ClipValue = null }.GlobalClipNorm);
    }

    [Fact]
    public void Groups_have_names_of_their_own()
    {
        Assert.Throws<ArgumentException>("name", () => new ParameterGroup(string.Empty));
        Assert.StartsWith(
            "Expected each group to have a name of its own, but found fc1 twice.",
            Assert.Throws<ArgumentException>("Groups", () => new Sgd(1f) { Groups = [new("fc1"), new("fc2"), new("fc1")] }).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_gives_the_value_and_what_was_expected() =>
        Assert.Contains(
            "at least 0 and below 1, but found 1.5.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1f) { Momentum = 1.5f }).Message,
            StringComparison.Ordinal);

    /// <summary>Those of PyTorch, and of the papers of the two that it lacked.</summary>
    [Fact]
    public void Defaults_are_those_of_the_field()
    {
        Assert.Equal((0.001f, 0.9f, 0.999f, 1e-8f, 0f), Adam(new Adam()));
        Assert.Equal((0.001f, 0.9f, 0.999f, 1e-8f, 0.01f), Adam(new AdamW()));
        var prop = new RmsProp();
        Assert.Equal((0.01f, 0.99f, 1e-8f, 0f, 0f, false), (prop.LearningRate, prop.Alpha, prop.Epsilon, prop.WeightDecay, prop.Momentum, prop.Centered));
        var lion = new Lion();
        Assert.Equal((0.0001f, 0.9f, 0.99f, 0f), (lion.LearningRate, lion.Beta1, lion.Beta2, lion.WeightDecay));
        var muon = new Muon();
        Assert.Equal((0.02f, 0.95f, true, 0f), (muon.LearningRate, muon.Momentum, muon.Nesterov, muon.WeightDecay));
        Assert.Equal((0.9f, 0.95f, 1e-10f), (muon.AdamBeta1, muon.AdamBeta2, muon.AdamEpsilon));
        Assert.Equal(0.0003f, muon.LearningRate * muon.AdamLearningRateScale, 1e-9f);
        Assert.All(new Optimizer[] { new Sgd(1f), new Adam(), prop, lion, muon }, optimizer => Assert.True(optimizer.DecaysBiasesAndNorms));

        static (float, float, float, float, float) Adam(AdamRule adam) => (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay);
    }

    private static void AssertRefused(float[] values, string argument, params Func<float, object>[] settings) =>
        Assert.All(settings, setting => Assert.All(values, value => Assert.Throws<ArgumentOutOfRangeException>(argument, () => setting(value))));
}

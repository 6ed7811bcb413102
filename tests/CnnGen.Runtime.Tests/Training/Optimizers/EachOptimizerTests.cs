using CnnGen.Memory;
using CnnGen.Parameters;
using CnnGen.Training.Optimizers;

namespace CnnGen.Runtime.Tests.Training.Optimizers;

/// <summary>What has to be true of any rule.</summary>
public sealed class EachOptimizerTests
{
    public static TheoryData<string> Names() => EachOptimizer.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void Neither_widths_nor_threads_change_a_bit(string name)
    {
        float[] expected = DrawnParameters.Train(EachOptimizer.ByName[name](), steps: 5, LaneWidth.Bits512);
        Assert.Equal(expected, DrawnParameters.Train(EachOptimizer.ByName[name](), steps: 5, LaneWidth.Bits256, threads: 2));
        Assert.Equal(expected, DrawnParameters.Train(EachOptimizer.ByName[name](), steps: 5, LaneWidth.Bits128, threads: 3));
        Assert.Equal(expected, DrawnParameters.Train(EachOptimizer.ByName[name](), steps: 5, threads: 7));
        Assert.All(expected, weight => Assert.True(float.IsFinite(weight)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_weight_moves_and_what_lies_between_tensors_stays_zero(string name)
    {
        float[] before = DrawnParameters.Weights().Span.ToArray();
        float[] after = DrawnParameters.Train(EachOptimizer.ByName[name](), steps: 2);
        HashSet<int> places = [.. DrawnParameters.Layouts.SelectMany(layout => Enumerable.Range(layout.Offset, layout.Length))];
        for (int i = 0; i < after.Length; i++)
        {
            Assert.Equal(places.Contains(i), before[i] != after[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_it_keeps_is_all_that_the_next_step_needs(string name)
    {
        float[] expected = DrawnParameters.Train(EachOptimizer.ByName[name](), steps: 7);
        Optimizer optimizer = EachOptimizer.ByName[name]();
        OptimizerState first = optimizer.CreateState(DrawnParameters.For(optimizer), LaneWidth.Widest);
        Arena weights = DrawnParameters.Weights();
        DrawnParameters.Train(first, weights, steps: 4);
        OptimizerState second = optimizer.CreateState(DrawnParameters.For(optimizer), LaneWidth.Widest);
        foreach ((Parameter from, Parameter to) in first.Tensors.Zip(second.Tensors))
        {
            Assert.Equal(from.ToString(), to.ToString());
            from.Values.CopyTo(to.Values);
        }

        second.Steps = first.Steps;
        DrawnParameters.Train(second, weights, steps: 3);
        Assert.Equal(expected, weights.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_has_a_name_of_its_own_for_each_tensor_that_learns(string name)
    {
        Optimizer optimizer = EachOptimizer.ByName[name]();
        OptimizerState state = optimizer.CreateState(DrawnParameters.For(optimizer), LaneWidth.Widest);
        string[] names = [.. state.Tensors.Select(tensor => tensor.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(optimizer.StateNames.Order(StringComparer.Ordinal), names.Select(tensor => tensor[(tensor.LastIndexOf('.') + 1)..]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            DrawnParameters.Layouts.Where(layout => layout.Offset < DrawnParameters.Length).Select(layout => layout.Name).Order(StringComparer.Ordinal),
            names.Select(tensor => tensor[..tensor.LastIndexOf('.')]).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Divergence is looked for in weights alone.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_that_is_not_finite_makes_its_weight_so(string name)
    {
        foreach (float gradient in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e38f })
        {
            foreach (int place in new[] { 0, 113, 161, 6304 })
            {
                Optimizer optimizer = EachOptimizer.ByName[name]();
                OptimizerState state = optimizer.CreateState(DrawnParameters.For(optimizer), LaneWidth.Widest);
                Arena weights = DrawnParameters.Weights();
                Arena drawn = DrawnParameters.Gradient(0);
                drawn.Span[place] = gradient;
                state.BeginStep(optimizer.LearningRate);
                state.Update(weights, drawn, threads: 1);
                Assert.True(
                    !float.IsFinite(weights.Span[place]) || state.Tensors.All(tensor => tensor.Values.ToArray().All(float.IsFinite)),
                    $"{gradient} at {place}");
                Assert.True(float.IsFinite(gradient) || !float.IsFinite(weights.Span[place]), $"{gradient} at {place}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_becomes_denormal_where_gradients_have_died(string name)
    {
        Optimizer optimizer = EachOptimizer.ByName[name]();
        OptimizerState state = optimizer.CreateState(DrawnParameters.For(optimizer), LaneWidth.Widest);
        Arena weights = DrawnParameters.Weights();
        DrawnParameters.Train(state, weights, steps: 1);

        // Numbers at the limit from which they are cut off.
        float small = 1.1f * MathF.ScaleB(1f, -100);
        weights.Span.Fill(small);
        foreach (Parameter tensor in state.Tensors)
        {
            tensor.Values.Fill(small);
        }

        var none = new Arena(DrawnParameters.Length);
        for (int step = 0; step < 50; step++)
        {
            state.BeginStep(optimizer.LearningRate);
            state.Update(weights, none, threads: 1);
            Assert.False(AnyDenormal(weights.Span), $"Weights after {step} steps.");
            Assert.All(state.Tensors, tensor => Assert.False(AnyDenormal(tensor.Values), tensor.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_group_moves_as_a_whole_network_with_its_rate_would(string name)
    {
        Optimizer plain = EachOptimizer.ByName[name]();
        float[] expected = DrawnParameters.Train(With(plain, plain.LearningRate / 4, []), steps: 3);
        float[] found = DrawnParameters.Train(
            With(EachOptimizer.ByName[name](), plain.LearningRate, [new("body") { LearningRateScale = 0.25f }, new("conv1.bias") { LearningRateScale = 0.25f }]), steps: 3);
        float[] rest = DrawnParameters.Train(EachOptimizer.ByName[name](), steps: 3);
        foreach (ParameterLayout layout in DrawnParameters.Layouts.Where(layout => layout.Offset < DrawnParameters.Length))
        {
            float[] other = layout.Name.StartsWith("body.", StringComparison.Ordinal) || layout.Name == "conv1.bias" ? expected : rest;
            Assert.Equal(other.AsSpan(layout.Offset, layout.Length).ToArray(), found.AsSpan(layout.Offset, layout.Length).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_does_not_decay_moves_as_without_a_decay(string name)
    {
        float[] with = DrawnParameters.Train(Decaying(EachOptimizer.ByName[name](), 0.25f, decaysAll: false, [new("body") { WeightDecayScale = 0f }]), steps: 3);
        float[] without = DrawnParameters.Train(Decaying(EachOptimizer.ByName[name](), 0f, decaysAll: true, []), steps: 3);
        float[] all = DrawnParameters.Train(Decaying(EachOptimizer.ByName[name](), 0.25f, decaysAll: true, []), steps: 3);
        foreach (ParameterLayout layout in DrawnParameters.Layouts.Where(layout => layout.Offset < DrawnParameters.Length))
        {
            bool decays = layout.Name is "conv1.weight" or "fc1.weight" or "local1.weight";
            Assert.Equal((decays ? all : without).AsSpan(layout.Offset, layout.Length).ToArray(), with.AsSpan(layout.Offset, layout.Length).ToArray());
            Assert.NotEqual(all.AsSpan(layout.Offset, layout.Length).ToArray(), without.AsSpan(layout.Offset, layout.Length).ToArray());
        }
    }

    private static bool AnyDenormal(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (float.IsSubnormal(value))
            {
                return true;
            }
        }

        return false;
    }

    private static Optimizer With(Optimizer optimizer, float rate, IReadOnlyList<ParameterGroup> groups) =>
        Copy(optimizer, rate, optimizer.WeightDecay, decaysAll: true, groups);

    private static Optimizer Decaying(Optimizer optimizer, float decay, bool decaysAll, IReadOnlyList<ParameterGroup> groups) =>
        Copy(optimizer, optimizer.LearningRate, decay, decaysAll, groups);

    private static Optimizer Copy(Optimizer optimizer, float rate, float decay, bool decaysAll, IReadOnlyList<ParameterGroup> groups) => optimizer switch
    {
        Sgd sgd => new Sgd(rate)
        {
            Momentum = sgd.Momentum, Nesterov = sgd.Nesterov, Dampening = sgd.Dampening, WeightDecay = decay, DecaysBiasesAndNorms = decaysAll, Groups = groups,
        },
        AdamW adam => new AdamW(rate) { AmsGrad = adam.AmsGrad, WeightDecay = decay, DecaysBiasesAndNorms = decaysAll, Groups = groups },
        Adam adam => new Adam(rate) { AmsGrad = adam.AmsGrad, WeightDecay = decay, DecaysBiasesAndNorms = decaysAll, Groups = groups },
        RmsProp prop => new RmsProp(rate) { Centered = prop.Centered, Momentum = prop.Momentum, WeightDecay = decay, DecaysBiasesAndNorms = decaysAll, Groups = groups },
        Lion => new Lion(rate) { WeightDecay = decay, DecaysBiasesAndNorms = decaysAll, Groups = groups },
        Muon muon => new Muon(rate) { Nesterov = muon.Nesterov, WeightDecay = decay, DecaysBiasesAndNorms = decaysAll, Groups = groups },
        _ => throw new ArgumentException(optimizer.RuleName, nameof(optimizer)),
    };
}

using CnnGen.Numerics;
using CnnGen.Runtime.Tests.Networks;
using CnnGen.Training;
using CnnGen.Training.Schedules;

namespace CnnGen.Runtime.Tests.Training;

public sealed class LearningRateScheduleTests
{
    private static readonly Dataset s_data = Samples.Draw(100);

    [Fact]
    public void A_cosine_falls_from_one_to_zero()
    {
        LearningRateSchedule cosine = LearningRateSchedule.Cosine();
        for (double progress = 0; progress <= 1; progress += 1.0 / 64)
        {
            Assert.Equal((1 + Math.Cos(Math.PI * progress)) / 2, cosine.Factor(progress), 1e-15);
        }

        Assert.Equal(1, cosine.Factor(0));
        Assert.InRange(cosine.Factor(Math.BitDecrement(1)), 0, 1e-30);
    }

    [Fact]
    public void A_warm_up_rises_along_a_line()
    {
        LearningRateSchedule cycle = LearningRateSchedule.Cosine(warmUp: 0.25);
        Assert.Equal([0.04, 0.28, 0.52, 0.76, 1], new[] { 0, 0.0625, 0.125, 0.1875, 0.25 }.Select(cycle.Factor), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(0.5, cycle.Factor(0.625), 1e-15);
    }

    [Fact]
    public void Steps_multiply_at_their_places()
    {
        LearningRateSchedule steps = LearningRateSchedule.Steps(0.5, 0.5, 0.75);
        Assert.Equal([1, 1, 0.5, 0.5, 0.25, 0.25], new[] { 0, 0.4999, 0.5, 0.7499, 0.75, 0.9999 }.Select(steps.Factor));
    }

    /// <summary>Places of the call, and the factors there, by the formulas of the papers and of PyTorch.</summary>
    public static TheoryData<LearningRateSchedule, string, double[], double[]> Shapes() => new()
    {
        { LearningRateSchedule.Linear(0, 1), "Linear(0, 1)", [0, 0.25, 1], [0, 0.25, 1] },
        { LearningRateSchedule.WarmUp(0.5), "Linear(0.04, 1).Then(0.5, Linear(1, 1))", [0, 0.25, 0.5, 0.75], [0.04, 0.52, 1, 1] },
        { LearningRateSchedule.CosineRestarts(2), "CosineRestarts(2, 1)", [0, 0.25, 0.4999999999, 0.5, 0.75], [1, 0.5, 0, 1, 0.5] },
        { LearningRateSchedule.CosineRestarts(2, growth: 3), "CosineRestarts(2, 3)", [0.125, 0.25, 0.625], [0.5, 1, 0.5] },
        { LearningRateSchedule.OneCycle(0.25), "OneCycle(0.25, 0.04, 4E-06, 0.85, 0.95)", [0, 0.125, 0.25, 0.625, 1], [0.04, 0.52, 1, 0.500002, 4e-6] },
        { LearningRateSchedule.Exponential(0.01), "Exponential(0.01)", [0, 0.25, 0.5, 1], [1, 0.31622776601683794, 0.1, 0.01] },
        { LearningRateSchedule.Polynomial(), "Polynomial(1, 0)", [0, 0.25, 1], [1, 0.75, 0] },
        { LearningRateSchedule.Polynomial(2, 0.2), "Polynomial(2, 0.2)", [0, 0.5, 1], [1, 0.4, 0.2] },
        { LearningRateSchedule.Linear(0, 1).Then(0.2, LearningRateSchedule.Cosine()), "Linear(0, 1).Then(0.2, Cosine(0))", [0, 0.1, 0.2, 0.6], [0, 0.5, 1, 0.5] },
        { LearningRateSchedule.Polynomial().After(0.5), "Linear(1, 1).Then(0.5, Polynomial(1, 0))", [0, 0.49, 0.75], [1, 1, 0.5] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_schedule_has_its_shape_and_its_text(LearningRateSchedule schedule, string text, double[] places, double[] factors)
    {
        Assert.Equal(text, schedule.ToString());
        Assert.Equal(factors, places.Select(schedule.Factor), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void One_cycle_moves_the_momentum_the_other_way()
    {
        LearningRateSchedule cycle = LearningRateSchedule.Linear(1, 1).Then(0.5, LearningRateSchedule.OneCycle(0.5));
        Assert.Null(cycle.Momentum(0.25));
        Assert.Equal(
            [0.95, 0.9, 0.85, 0.9],
            new[] { 0.5, 0.625, 0.75, 0.875 }.Select(progress => cycle.Momentum(progress)!.Value),
            (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void The_momentum_of_a_step_is_that_of_the_schedule()
    {
        // The second epoch with another momentum: as if a second optimiser had taken over the velocities.
        var scheduled = new LinearNetwork();
        Create(scheduled, LearningRateSchedule.Linear(1, 1).Then(0.5, new Constant(0.5))).Fit(s_data, epochs: 2);
        var model = new LinearNetwork();
        var step = new TrainingStep<LinearNetwork>(model, new Sgd(0.1f) { Momentum = 0.9f }, 32, threads: 1);
        var random = new SeededRandom(0);
        for (int epoch = 1; epoch <= 2; epoch++)
        {
            int[] order = [.. Enumerable.Range(0, 100)];
            random.Shuffle(order);
            for (int start = 0; start < 100; start += 32)
            {
                step.ComputeGradient(s_data, order.AsSpan(start, Math.Min(32, 100 - start)));
                step.Update(momentum: epoch == 1 ? null : 0.5f);
            }
        }

        Assert.Equal(model.Parameters[0].Values.ToArray(), scheduled.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void A_momentum_that_cannot_be_is_refused()
    {
        Assert.Equal(
            "Expected a schedule to give a momentum of at least 0 and below 1, but at 0 found 1.",
            Assert.Throws<InvalidOperationException>(() => Create(new LinearNetwork(), new Constant(1)).Fit(s_data)).Message);
        Assert.StartsWith(
            "a schedule moves the momentum, but RmsProp has none: set its Momentum, or choose another schedule.",
            Assert.Throws<ArgumentException>("Schedule", () => new Trainer<LinearNetwork>(new LinearNetwork(), new RmsProp(0.1f)) { Schedule = new Constant(0.5) }.Fit(s_data)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Powers_are_those_of_the_library_but_the_same_everywhere()
    {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++)
        {
            (double x, double exponent) = (random.NextDouble(), random.NextDouble() * 4);
            double expected = Math.Pow(x, exponent);
            Assert.Equal(1, ExactFunctions.Power(x, exponent) / expected, 1e-13);
        }

        Assert.Equal(0, ExactFunctions.Power(0, 2));
        Assert.Equal(0.3, ExactFunctions.Power(0.3, 1));
    }

    [Fact]
    public void A_plot_shows_where_the_rate_is_high() => Assert.Equal(
        "1 │████    \n  │████    \n  │████▄▄▄▄\n0 │████████\n  └────────\n",
        LearningRateSchedule.Steps(0.375, 0.5).Plot(width: 8, height: 4));

    [Fact]
    public void Bad_arguments_are_refused()
    {
        AssertRefused("warmUp", "Expected a part of at least 0 and below 1, but found 1.", () => LearningRateSchedule.Cosine(1));
        AssertRefused("warmUp", "but found NaN.", () => LearningRateSchedule.Cosine(double.NaN));
        AssertRefused("factor", "Expected a factor that is finite and above 0, but found 0.", () => LearningRateSchedule.Steps(0, 0.5));
        AssertRefused("places", "Expected at least one place.", () => LearningRateSchedule.Steps(0.1));
        AssertRefused("places", "Expected parts that rise, above 0 and below 1, but found 0.5, 0.5.", () => LearningRateSchedule.Steps(0.1, 0.5, 0.5));
        AssertRefused("places", "but found 1.", () => LearningRateSchedule.Steps(0.1, 1));
        AssertRefused("start", "Expected a factor that is finite and at least 0, but found -1.", () => LearningRateSchedule.Linear(-1, 1));
        AssertRefused("end", "but found Infinity.", () => LearningRateSchedule.Polynomial(1, double.PositiveInfinity));
        AssertRefused("power", "Expected a power that is finite and above 0, but found 0.", () => LearningRateSchedule.Polynomial(0));
        AssertRefused("end", "Expected a factor that is finite and above 0, but found 0.", () => LearningRateSchedule.Exponential(0));
        AssertRefused("cycles", "non-negative and non-zero", () => LearningRateSchedule.CosineRestarts(0));
        AssertRefused("growth", "Expected a growth whose 1000 cycles have a finite length, but found 2.5.", () => LearningRateSchedule.CosineRestarts(1000, 2.5));
        AssertRefused("warmUp", "Expected a part above 0 and below 1, but found 0.", () => LearningRateSchedule.OneCycle(0));
        AssertRefused("lowMomentum", "Expected a part of at least 0 and below 1, but found 1.", () => LearningRateSchedule.OneCycle(lowMomentum: 1));
        AssertRefused("at", "Expected a part above 0 and below 1, but found 1.", () => LearningRateSchedule.Cosine().Then(1, LearningRateSchedule.Cosine()));
        AssertRefused("at", "but found 0.", () => LearningRateSchedule.WarmUp(0));
        AssertRefused("height", "must be less than or equal to '100'", () => LearningRateSchedule.Cosine().Plot(height: 101));
        Assert.Throws<ArgumentNullException>("next", () => LearningRateSchedule.Cosine().Then(0.5, null!));
        Assert.Throws<ArgumentNullException>("places", () => LearningRateSchedule.Steps(0.1, null!));

        static void AssertRefused(string argument, string message, Func<object> call)
        {
            ArgumentException exception = Assert.ThrowsAny<ArgumentException>(call);
            Assert.Equal(argument, exception.ParamName);
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_step_is_asked_for_with_the_part_that_is_done()
    {
        var listening = new Listening(_ => 1);
        Create(new LinearNetwork(), listening).Fit(s_data, epochs: 2);
        Assert.Equal([0, 0.16, 0.32, 0.48, 0.5, 0.66, 0.82, 0.98], listening.Asked, (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void Steps_between_epochs_are_what_a_loop_would_set()
    {
        var scheduled = new LinearNetwork();
        Create(scheduled, LearningRateSchedule.Steps(0.25, 0.5)).Fit(s_data, epochs: 4);
        var looped = new LinearNetwork();
        var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
        foreach (EpochReport epoch in new Trainer<LinearNetwork>(looped, optimizer) { BatchSize = 32 }.Epochs(s_data, epochs: 4))
        {
            optimizer.LearningRate *= epoch.Epoch == 2 ? 0.25f : 1f;
        }

        Assert.Equal(looped.Parameters[0].Values.ToArray(), scheduled.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void A_rate_of_zero_leaves_the_weights_as_they_are()
    {
        var model = new LinearNetwork();
        float[] before = model.Parameters[0].Values.ToArray();
        Create(model, new Listening(_ => 0)).Fit(s_data);
        Assert.Equal(before, model.Parameters[0].Values.ToArray());
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-0.5, "-0.5")]
    public void A_factor_out_of_range_is_refused(double factor, string found) => Assert.Equal(
        $"Expected a schedule to give a factor that is finite and at least 0, but at 0.32 found {found}.",
        Assert.Throws<InvalidOperationException>(
            () => Create(new LinearNetwork(), new Listening(progress => progress > 0.3 ? factor : 1)).Fit(s_data, epochs: 2)).Message);

    private static Trainer<LinearNetwork> Create(LinearNetwork model, LearningRateSchedule schedule) =>
        new(model, new Sgd(0.1f) { Momentum = 0.9f }) { BatchSize = 32, Schedule = schedule };

    private sealed class Constant(double momentum) : LearningRateSchedule
    {
        public override double Factor(double progress) => 1;

        public override double? Momentum(double progress) => momentum;

        public override string ToString() => "a schedule";
    }

    private sealed class Listening(Func<double, double> factor) : LearningRateSchedule
    {
        public List<double> Asked { get; } = [];

        public override double Factor(double progress)
        {
            Asked.Add(progress);
            return factor(progress);
        }

        public override string ToString() => "a schedule";
    }
}

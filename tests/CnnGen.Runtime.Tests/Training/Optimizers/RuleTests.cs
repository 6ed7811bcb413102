using CnnGen.Parameters;

namespace CnnGen.Runtime.Tests.Training.Optimizers;

/// <summary>Twenty steps of each rule beside the rule as it is published, weight by weight, in double precision.</summary>
public sealed class RuleTests
{
    private const int Steps = 20;

    [Theory]
    [InlineData(false, 0f)]
    [InlineData(true, 0f)]
    [InlineData(false, 0.4f)]
    public void Sgd_follows_its_rule(bool nesterov, float dampening)
    {
        var optimizer = new Sgd(0.1f) { Momentum = 0.9f, WeightDecay = 0.01f, Nesterov = nesterov, Dampening = dampening };
        DrawnParameters.AssertFollows(
            DrawnParameters.Train(optimizer, Steps),
            Steps,
            (w, g, kept, step) =>
            {
                g += 0.01 * w;
                kept[0] = step == 1 ? g : (0.9 * kept[0]) + ((1 - dampening) * g);
                return w - (0.1 * (nesterov ? g + (0.9 * kept[0]) : kept[0]));
            },
            1e-5);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Adam_and_AdamW_follow_their_rules(bool decoupled, bool amsGrad)
    {
        AdamRule optimizer = decoupled
            ? new AdamW(0.01f) { WeightDecay = 0.1f, AmsGrad = amsGrad }
            : new Adam(0.01f) { WeightDecay = 0.1f, AmsGrad = amsGrad };
        DrawnParameters.AssertFollows(
            DrawnParameters.Train(optimizer, Steps), Steps, (w, g, kept, step) => AdamStep(w, g, kept, step, 0.01, 0.9, 0.999, 1e-8, 0.1, decoupled, amsGrad), 1e-5);
    }

    [Theory]
    [InlineData(0f, false)]
    [InlineData(0.9f, false)]
    [InlineData(0f, true)]
    [InlineData(0.9f, true)]
    public void RmsProp_follows_its_rule(float momentum, bool centered)
    {
        // In the first step of a gradient the square is hardly more than that of the mean, which floats do not tell well: the bound is wide where it is centered.
        var optimizer = new RmsProp(0.01f) { Alpha = 0.9f, Momentum = momentum, Centered = centered, WeightDecay = 0.1f };
        DrawnParameters.AssertFollows(
            DrawnParameters.Train(optimizer, Steps),
            Steps,
            (w, g, kept, _) =>
            {
                g += 0.1 * w;
                kept[0] = (0.9 * kept[0]) + (0.1 * g * g);
                kept[1] = (0.9 * kept[1]) + (0.1 * g);
                double root = Math.Sqrt(centered ? kept[0] - (kept[1] * kept[1]) : kept[0]) + 1e-8;
                kept[2] = (momentum * kept[2]) + (g / root);
                return w - (0.01 * kept[2]);
            },
            1e-4);
    }

    [Fact]
    public void Lion_follows_its_rule() => DrawnParameters.AssertFollows(
        DrawnParameters.Train(new Lion(0.01f) { WeightDecay = 0.1f }, Steps),
        Steps,
        (w, g, kept, _) =>
        {
            double sign = Math.Sign((0.9 * kept[0]) + (0.1 * g));
            kept[0] = (0.99 * kept[0]) + (0.01 * g);
            return (w * (1 - (0.01 * 0.1))) - (0.01 * sign);
        },
        1e-5);

    [Fact]
    public void Muon_moves_what_is_no_matrix_by_AdamW() => DrawnParameters.AssertFollows(
        DrawnParameters.Train(new Muon(0.02f) { WeightDecay = 0.1f }, Steps),
        Steps,
        (w, g, kept, step) => AdamStep(w, g, kept, step, 0.0003, 0.9, 0.95, 1e-10, 0.1, decoupled: true, amsGrad: false),
        1e-6,
        layout => layout.Shape.Count == 1 || layout.Name == "local1.weight");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Muon_makes_the_momentum_of_matrices_orthogonal(bool nesterov)
    {
        var optimizer = new Muon(0.02f) { WeightDecay = 0.1f, Nesterov = nesterov };
        float[] found = DrawnParameters.Train(optimizer, Steps);
        float[] weights = DrawnParameters.Weights().Span.ToArray();
        foreach (ParameterLayout layout in DrawnParameters.Layouts.Where(layout => layout.Name is "conv1.weight" or "fc1.weight" or "body.fc1.weight"))
        {
            int rows = layout.Shape[0];
            int columns = layout.Length / rows;
            double[] w = [.. weights.AsSpan(layout.Offset, layout.Length).ToArray().Select(value => (double)value)];
            double[] m = new double[w.Length];
            for (int step = 0; step < Steps; step++)
            {
                double[] u = new double[w.Length];
                for (int i = 0; i < w.Length; i++)
                {
                    double g = DrawnParameters.Gradient(step).Span[layout.Offset + i];
                    m[i] = (0.95 * m[i]) + (0.05 * g);
                    u[i] = nesterov ? (0.05 * g) + (0.95 * m[i]) : m[i];
                }

                double[] direction = NaiveNewtonSchulz.Orthogonalize(u, rows, columns);
                for (int i = 0; i < w.Length; i++)
                {
                    w[i] = (w[i] * (1 - (0.02 * 0.1))) - (0.02 * Math.Sqrt(Math.Max(1, (double)rows / columns)) * direction[i]);
                }
            }

            for (int i = 0; i < w.Length; i++)
            {
                Assert.True(Math.Abs(w[i] - found[layout.Offset + i]) <= 1e-5, $"{layout.Name} at {i}: expected {w[i]}, but found {found[layout.Offset + i]}.");
            }
        }
    }

    private static double AdamStep(
        double w, double g, double[] kept, int step, double rate, double beta1, double beta2, double epsilon, double decay, bool decoupled, bool amsGrad)
    {
        g += decoupled ? 0 : decay * w;
        w *= decoupled ? 1 - (rate * decay) : 1;
        kept[0] = (beta1 * kept[0]) + ((1 - beta1) * g);
        kept[1] = (beta2 * kept[1]) + ((1 - beta2) * g * g);
        kept[2] = Math.Max(kept[2], kept[1]);
        double square = (amsGrad ? kept[2] : kept[1]) / (1 - Math.Pow(beta2, step));
        return w - (rate * kept[0] / (1 - Math.Pow(beta1, step)) / (Math.Sqrt(square) + epsilon));
    }
}

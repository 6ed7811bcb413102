using System.Runtime.InteropServices;
using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Kernels;

public sealed class LaneMathTests
{
    public static TheoryData<LaneWidth> Widths => [LaneWidth.Bits128, LaneWidth.Bits256, LaneWidth.Bits512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exp_is_within_2e_7_of_the_double(LaneWidth width)
    {
        float[] x = Range(-87f, 88f, 40_001);
        float[] y = LaneFunction.Map<Exp>(x, width);
        Assert.All(x.Zip(y), pair => Assert.InRange(RelativeError(pair.Second, Math.Exp(pair.First)), 0, 2e-7));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exp_saturates_at_both_ends(LaneWidth width)
    {
        float[] y = LaneFunction.Map<Exp>([-87.4f, -1000f, float.NegativeInfinity, 1000f, float.PositiveInfinity, 0f, float.NaN], width);
        Assert.Equal([0f, 0f, 0f], y[..3]);
        Assert.True(float.IsFinite(y[3]) && y[3] > 2e38f);
        Assert.Equal(y[3], y[4]);
        Assert.Equal(1f, y[5]);
        Assert.True(float.IsNaN(y[6]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Log_is_within_2e_7_of_the_double(LaneWidth width)
    {
        float[] x = [.. Range(-87f, 88f, 20_001).Select(MathF.Exp), .. Range(0.5f, 2f, 20_001)];
        float[] y = LaneFunction.Map<Log>(x, width);
        Assert.All(x.Zip(y), pair =>
        {
            double expected = Math.Log(pair.First);
            Assert.InRange(Math.Abs(pair.Second - expected) / Math.Max(1, Math.Abs(expected)), 0, 2e-7);
        });
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LogOnePlus_is_within_3e_7_of_the_double(LaneWidth width)
    {
        float[] x = [.. Range(-60f, 0f, 20_001).Select(MathF.Exp), .. Range(0.001f, 1f, 20_001)];
        float[] y = LaneFunction.Map<LogOnePlus>(x, width);
        Assert.All(x.Zip(y), pair => Assert.InRange(RelativeError(pair.Second, ExactLogOnePlus(pair.First)), 0, 3e-7));
        Assert.Equal([0f, float.NaN], LaneFunction.Map<LogOnePlus>([0f, float.NaN], width));

        // Below 1e-5 the series x − x²/2 is closer than a logarithm of a sum that has lost its last digits.
        static double ExactLogOnePlus(double x) => x < 1e-5 ? x - (x * x / 2) : Math.Log(1 + x);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sigmoid_is_within_4e_7_of_the_double(LaneWidth width)
    {
        float[] x = Range(-22f, 100f, 20_001);
        float[] y = LaneFunction.Map<Sigmoid>(x, width);
        Assert.All(x.Zip(y), pair => Assert.InRange(RelativeError(pair.Second, 1 / (1 + Math.Exp(-pair.First))), 0, 4e-7));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sigmoid_is_zero_below_its_last_probability(LaneWidth width)
    {
        float[] y = LaneFunction.Map<Sigmoid>([-22.2f, -88f, -1000f, float.NegativeInfinity, float.NaN], width);
        Assert.Equal([0f, 0f, 0f, 0f], y[..4]);
        Assert.True(float.IsNaN(y[4]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Flush_leaves_what_does_not_vanish(LaneWidth width)
    {
        float last = MathF.ScaleB(1f, -100);
        float[] y = LaneFunction.Map<Flush>([0f, float.Epsilon, -MathF.BitDecrement(last), last, -last, 1f, float.NegativeInfinity, float.NaN], width);
        Assert.Equal([0f, 0f, 0f, last, -last, 1f, float.NegativeInfinity, float.NaN], y);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tanh_is_within_6e_7_of_the_double(LaneWidth width)
    {
        float[] x = [.. Range(-20f, 20f, 20_001), .. Range(-0.3f, 0.3f, 20_001).Where(value => value != 0), 1e-20f, 1000f, -1000f];
        float[] y = LaneFunction.Map<Tanh>(x, width);
        Assert.All(x.Zip(y), pair => Assert.InRange(pair.First == 0 ? Math.Abs(pair.Second) : RelativeError(pair.Second, Math.Tanh(pair.First)), 0, 6e-7));
        Assert.All(y, value => Assert.InRange(value, -1, 1));
    }

    [Fact]
    public void Each_width_gives_the_same_bits()
    {
        float[] x = [.. Range(-100f, 100f, 30_001), float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        AssertSameBits<Exp>(x);
        AssertSameBits<Sigmoid>(x);
        AssertSameBits<Tanh>(x);
        AssertSameBits<Gelu>(x);
        AssertSameBits<GeluGradient>(x);
        AssertSameBits<LogOnePlus>([.. Range(0f, 1f, 20_001)]);
        AssertSameBits<Log>([.. x.Select(MathF.Abs).Where(value => value > 1e-37f)]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gelu_and_its_gradient_are_within_2e_7_of_the_double(LaneWidth width)
    {
        float[] x = Range(-20f, 20f, 40_001);
        Assert.All(x.Zip(LaneFunction.Map<Gelu>(x, width)), pair =>
            Assert.InRange(Math.Abs(pair.Second - (pair.First * Distribution(pair.First))) / Math.Max(1, Math.Abs(pair.First)), 0, 2e-7));
        Assert.All(x.Zip(LaneFunction.Map<GeluGradient>(x, width)), pair =>
            Assert.InRange(Math.Abs(pair.Second - (Distribution(pair.First) + (pair.First * Density(pair.First)))), 0, 3e-7));

        static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

        // ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …); far from zero it is 0 or 1 in double precision.
        static double Distribution(double x)
        {
            if (Math.Abs(x) > 9)
            {
                return x > 0 ? 1 : 0;
            }

            double sum = 0;
            double term = x;
            for (int odd = 3; odd < 400; odd += 2)
            {
                sum += term;
                term *= x * x / odd;
            }

            return 0.5 + (Density(x) * sum);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gelu_leaves_no_denormal_numbers_and_shows_what_is_no_number(LaneWidth width)
    {
        Assert.Equal([0f, 0f, 0f, 100f, float.NaN], LaneFunction.Map<Gelu>([-13f, -100f, 0f, 100f, float.NaN], width));
        Assert.Equal([0f, 0f, 0.5f, 1f, float.NaN], LaneFunction.Map<GeluGradient>([-13f, -100f, 0f, 100f, float.NaN], width));
    }

    private static void AssertSameBits<TFunction>(float[] x)
        where TFunction : ILaneFunction
    {
        float[] narrow = LaneFunction.Map<TFunction>(x, LaneWidth.Bits128);
        Assert.Equal(Bits(narrow), Bits(LaneFunction.Map<TFunction>(x, LaneWidth.Bits256)));
        Assert.Equal(Bits(narrow), Bits(LaneFunction.Map<TFunction>(x, LaneWidth.Bits512)));
    }

    private static int[] Bits(float[] values) => MemoryMarshal.Cast<float, int>(values).ToArray();

    private static float[] Range(float first, float last, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(first + ((double)(last - first) * i / (count - 1))))];

    private static double RelativeError(float actual, double expected) => Math.Abs((actual - expected) / expected);

    private sealed class Exp : ILaneFunction
    {
        public static V Apply<V>(V x)
            where V : struct, ILanes<V> => LaneMath.Exp(x);
    }

    private sealed class Flush : ILaneFunction
    {
        public static V Apply<V>(V x)
            where V : struct, ILanes<V> => LaneMath.Flush(x);
    }

    private sealed class Gelu : ILaneFunction
    {
        public static V Apply<V>(V x)
            where V : struct, ILanes<V> => LaneMath.Gelu(x);
    }

    private sealed class GeluGradient : ILaneFunction
    {
        public static V Apply<V>(V x)
            where V : struct, ILanes<V> => LaneMath.GeluGradient(V.Broadcast(1f), x);
    }

    private sealed class Log : ILaneFunction
    {
        public static V Apply<V>(V x)
            where V : struct, ILanes<V> => LaneMath.Log(x);
    }

    private sealed class LogOnePlus : ILaneFunction
    {
        public static V Apply<V>(V x)
            where V : struct, ILanes<V> => LaneMath.LogOnePlus(x);
    }

    private sealed class Sigmoid : ILaneFunction
    {
        public static V Apply<V>(V x)
            where V : struct, ILanes<V> => LaneMath.Sigmoid(x);
    }

    private sealed class Tanh : ILaneFunction
    {
        public static V Apply<V>(V x)
            where V : struct, ILanes<V> => LaneMath.Tanh(x);
    }
}

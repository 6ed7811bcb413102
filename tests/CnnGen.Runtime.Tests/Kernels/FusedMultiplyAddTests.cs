using System.Runtime.Intrinsics;
using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Kernels;

/// <summary>The emulation of a fused multiply-add gives the bits of the instruction, which rounds a × b + c once.</summary>
public sealed class FusedMultiplyAddTests
{
    private const int Cases = 1_000_000;

    private static readonly float[] Special =
    [
        0f, float.Epsilon, 2 * float.Epsilon, BitConverter.Int32BitsToSingle(0x007FFFFF), BitConverter.Int32BitsToSingle(0x00800000),
        BitConverter.Int32BitsToSingle(0x00800001), 1.0842022e-19f, 5.877472e-39f, 1f / 3f, 0.5f, MathF.BitDecrement(1f), 1f, MathF.BitIncrement(1f),
        1.5f, 2f, 3f, 16777215f, 16777216f, 1.8446744e19f, MathF.BitDecrement(1.8446744e19f), 8.5070587e37f, 1.7014118e38f,
        MathF.BitDecrement(float.MaxValue), float.MaxValue, float.PositiveInfinity, float.NaN,
    ];

    [Fact]
    public void All_triples_of_special_values_give_the_bits_of_the_instruction()
    {
        float[] values = [.. Special, .. Special.Select(value => -value)];
        foreach (float a in values)
        {
            foreach (float b in values)
            {
                for (int i = 0; i < values.Length; i += 4)
                {
                    Check(Vector128.Create(a), Vector128.Create(b), Vector128.Create(values, i));
                }
            }
        }
    }

    [Fact]
    public void Numbers_of_any_bits_give_the_bits_of_the_instruction() =>
        Check(random => (Any(random), Any(random), Any(random)));

    /// <summary>The summands overlap, and mostly cancel.</summary>
    [Fact]
    public void Summands_of_about_one_size_give_the_bits_of_the_instruction() => Check(random =>
    {
        (float a, float b) = (Number(random, -62, 62), Number(random, -62, 62));
        float c = -a * b;
        return (a, b, BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(c) + random.Next(-3, 4)));
    });

    /// <summary>
    /// A product of few bits is a float or half-way between two, and something tiny is added: where it is rounded twice, the
    /// first time gives the middle itself.
    /// </summary>
    [Fact]
    public void Sums_beside_the_middle_of_two_floats_give_the_bits_of_the_instruction() => Check(random =>
    {
        int bits = random.Next(1, 25);
        float a = ((1 << bits) | random.Next(1 << bits) | 1) * MathF.ScaleB(1, random.Next(-60, 40));
        int others = 25 - bits;
        float b = ((1 << others) | random.Next(1 << others) | 1) * MathF.ScaleB(1, random.Next(-60, 40));
        float c = MathF.ScaleB(Number(random, 0, 0), Exponent(a * b) - random.Next(20, 110));
        return (a, b, c);
    });

    /// <summary>The same with the summand in the place of the product.</summary>
    [Fact]
    public void A_tiny_product_added_to_a_float_gives_the_bits_of_the_instruction() => Check(random =>
    {
        float c = Number(random, -100, 100);
        int exponent = Exponent(c) - random.Next(20, 60);
        int first = random.Next(-40, 40);
        (float a, float b) = (Number(random, first, first), Number(random, exponent - first, exponent - first));
        return (random.Next(2) == 0 ? a : MathF.ScaleB(1, first), random.Next(2) == 0 ? b : MathF.ScaleB(1, exponent - first), c);
    });

    [Fact]
    public void Denormal_results_give_the_bits_of_the_instruction() => Check(random =>
    {
        int first = random.Next(-75, 0);
        float a = Number(random, first, first);
        float b = Number(random, -155 - first, -120 - first);
        return (a, b, BitConverter.Int32BitsToSingle(random.Next(1 << random.Next(1, 26)) | (random.Next(2) << 31)));
    });

    [Fact]
    public void Results_about_the_largest_number_give_the_bits_of_the_instruction() => Check(random =>
    {
        int first = random.Next(1, 127);
        float a = Number(random, first, first);
        float b = Number(random, 125 - first, 128 - first);
        return (a, b, Number(random, 90, 127));
    });

    private static void Check(Func<Random, (float A, float B, float C)> draw)
    {
        var random = new Random(1);
        Span<float> a = stackalloc float[4];
        Span<float> b = stackalloc float[4];
        Span<float> c = stackalloc float[4];
        for (int i = 0; i < Cases / 4; i++)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                (a[lane], b[lane], c[lane]) = draw(random);
            }

            Check(Vector128.Create<float>(a), Vector128.Create<float>(b), Vector128.Create<float>(c));
        }
    }

    private static void Check(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        Vector128<float> emulated = FusedMultiplyAdd.Emulated(a, b, c);
        Vector128<float> chosen = FusedMultiplyAdd.Of(a, b, c);
        for (int lane = 0; lane < 4; lane++)
        {
            int expected = Bits(MathF.FusedMultiplyAdd(a[lane], b[lane], c[lane]));
            if (Bits(emulated[lane]) != expected
                || Bits(chosen[lane]) != expected
                || Bits(FusedMultiplyAdd.Emulated(a[lane], b[lane], c[lane])) != expected)
            {
                Assert.Fail(
                    $"{a[lane]:G9} × {b[lane]:G9} + {c[lane]:G9}: expected bits {expected:X8}, but found {Bits(emulated[lane]):X8} on lanes, "
                    + $"{Bits(FusedMultiplyAdd.Emulated(a[lane], b[lane], c[lane])):X8} for one value, and {Bits(chosen[lane]):X8} by what kernels use.");
            }
        }
    }

    // All that is not a number counts as one.
    private static int Bits(float value) => BitConverter.SingleToInt32Bits(float.IsNaN(value) ? float.NaN : value);

    private static float Any(Random random) => BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, 1L << 31));

    // Of either sign, with all bits or a few.
    private static float Number(Random random, int lowestExponent, int highestExponent)
    {
        int mantissa = random.Next(1 << 23);
        mantissa = random.Next(4) switch
        {
            0 => mantissa & ~((1 << random.Next(24)) - 1),
            1 => mantissa | ((1 << random.Next(24)) - 1),
            _ => mantissa,
        };
        float number = BitConverter.Int32BitsToSingle((127 << 23) | mantissa | (random.Next(2) << 31));
        return MathF.ScaleB(number, random.Next(lowestExponent, highestExponent + 1));
    }

    private static int Exponent(float value) => MathF.ILogB(value);
}

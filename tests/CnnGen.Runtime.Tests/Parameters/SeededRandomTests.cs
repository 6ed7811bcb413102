using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Parameters;

public sealed class SeededRandomTests
{
    // From an implementation of SplitMix64 in another language.
    [Theory]
    [InlineData(0, 0x2d0f28c7e7e786b2UL, 0x75856f745165f252UL, 0x8674bbc2735955afUL)]
    [InlineData(1, 0x1ea59f2878e51fb5UL, 0xb2f683d11fa164f5UL, 0x785a71c76b3f6e7dUL)]
    [InlineData(-1, 0x5535b239d6307645UL, 0x67715f8b295bb4b7UL, 0xb23dafa19b466db1UL)]
    public void A_seed_gives_known_numbers(int seed, ulong first, ulong second, ulong third)
    {
        var random = new SeededRandom(seed);
        Assert.Equal([first, second, third], new[] { random.NextUInt64(), random.NextUInt64(), random.NextUInt64() });
    }

    [Fact]
    public void Singles_are_uniform_from_0_up_to_1()
    {
        var random = new SeededRandom(2);
        float[] values = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextSingle())];
        Assert.All(values, value => Assert.True(value is >= 0f and < 1f));
        Assert.InRange(values.Average(), 0.497, 0.503);
    }

    [Fact]
    public void Whole_numbers_below_a_bound_are_uniform()
    {
        var random = new SeededRandom(2);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextInt32(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void A_shuffle_is_a_permutation_and_the_same_for_the_same_seed()
    {
        int[] first = [.. Enumerable.Range(0, 1000)];
        int[] second = [.. first];
        int[] other = [.. first];
        new SeededRandom(5).Shuffle(first);
        new SeededRandom(5).Shuffle(second);
        new SeededRandom(6).Shuffle(other);
        Assert.Equal(Enumerable.Range(0, 1000), first.Order());
        Assert.NotEqual(Enumerable.Range(0, 1000), first);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }
}

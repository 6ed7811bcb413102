using System.Runtime.Intrinsics;
using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Kernels;

public sealed class LaneSumsTests
{
    // Values of very different size, so that another order would give other bits.
    private static readonly float[] s_values = Draw(100 * MicroBatch.Samples);

    [Fact]
    public void Each_width_sums_the_same_tree_over_neighbours()
    {
        float[][] rows = [.. s_values.Chunk(MicroBatch.Samples)];
        Assert.Contains(rows, lanes => Tree(lanes) != lanes.Aggregate((sum, value) => sum + value));
        Assert.All(rows, lanes =>
        {
            float tree = Tree(lanes);
            Assert.Equal(tree, Sum<Lanes512>(lanes));
            Assert.Equal(tree, Sum<Lanes256>(lanes));
            Assert.Equal(tree, Sum<Lanes128>(lanes));
        });
    }

    [Fact]
    public void Four_sums_at_once_are_the_four_sums()
    {
        AssertFourSums<Lanes128>();
        AssertFourSums<Lanes256>();
        AssertFourSums<Lanes512>();
    }

    private static void AssertFourSums<V>()
        where V : struct, ILanes<V>
    {
        V[] rows = [.. Enumerable.Range(0, 4).Select(row => V.Load(ref s_values[row * 16]))];
        Vector128<float> sums = V.Sum(rows[0], rows[1], rows[2], rows[3]);
        for (int row = 0; row < 4; row++)
        {
            Assert.Equal(V.Sum(rows[row]), sums[row]);
        }
    }

    private static float Sum<V>(float[] lanes)
        where V : struct, ILanes<V> =>
        Tree([.. Enumerable.Range(0, V.SubBlocks).Select(subBlock => V.Sum(V.Load(ref lanes[0], subBlock)))]);

    private static float Tree(float[] values) =>
        values.Length == 1 ? values[0] : Tree(values[..(values.Length / 2)]) + Tree(values[(values.Length / 2)..]);

    private static float[] Draw(int count)
    {
        var random = new SeededRandom(3);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(2, random.NextInt32(20)))];
    }
}

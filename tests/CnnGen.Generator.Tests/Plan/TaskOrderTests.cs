using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Tests.Plan;

public class TaskOrderTests
{
    [Fact]
    public void Layers_are_merged_by_how_far_each_is() =>
        Assert.Equal([0, 8, 1, 2, 9, 3, 12, 4, 10, 5, 6, 11, 7], TaskOrder.Merge([8, 4, 1]));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Each_stretch_has_its_share_of_every_layer(int threads)
    {
        int[] order = [.. TaskOrder.Merge([8, 4, 16])];
        Assert.Equal(Enumerable.Range(0, 28), order.Order());
        foreach (int[] stretch in order.Chunk(28 / threads))
        {
            Assert.Equal(8 / threads, stretch.Count(task => task < 8));
            Assert.Equal(4 / threads, stretch.Count(task => task is >= 8 and < 12));
        }
    }
}

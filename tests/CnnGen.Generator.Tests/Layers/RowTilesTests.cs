using CnnGen.Generator.Layers;

namespace CnnGen.Generator.Tests.Layers;

/// <summary>How rows of a product are shared out among tiles.</summary>
public class RowTilesTests
{
    [Fact]
    public void Tiles_are_even_or_the_tallest_but_the_last()
    {
        Assert.Equal([(6, 1), (5, 2)], new RowTiles(16, 6, IsEven: true).Heights);
        Assert.Equal([(6, 2), (4, 1)], new RowTiles(16, 6, IsEven: false).Heights);
        Assert.Equal([(4, 1)], new RowTiles(4, 6, IsEven: false).Heights);
    }

    [Fact]
    public void All_rows_are_shared_out()
    {
        foreach (RowTiles tiles in
            from rows in Enumerable.Range(1, 40)
            from tallest in Enumerable.Range(1, 16)
            from isEven in new[] { true, false }
            select new RowTiles(rows, tallest, isEven))
        {
            Assert.Equal(tiles.Rows, tiles.Heights.Sum(tile => tile.Height * tile.Count));
            Assert.All(tiles.Heights, tile => Assert.InRange(tile.Height, 1, tiles.Tallest));
        }
    }

    [Fact]
    public void Few_heights_do_for_several_stretches_where_that_costs_nothing()
    {
        Assert.Equal([false, true], RowTiles.Share([16, 8], 6, height => height).Select(tiles => tiles.IsEven));
        Assert.Equal([true, false], RowTiles.Share([16, 8], 6, height => height == 4 ? 100 : height).Select(tiles => tiles.IsEven));
        Assert.Equal([true], RowTiles.Share([12], 6, height => height).Select(tiles => tiles.IsEven));
    }
}

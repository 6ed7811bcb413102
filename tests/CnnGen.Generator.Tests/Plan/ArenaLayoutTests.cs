using CnnGen.Generator.Plan;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>Memory is shared by what is not in use at the same time, and by nothing else.</summary>
public class ArenaLayoutTests
{
    [Property(Arbitrary = [typeof(ArenaLayoutTests)], MaxTest = 500)]
    internal void Stretches_that_are_in_use_at_once_do_not_overlap(LiveRange[] stretches)
    {
        var layout = new ArenaLayout(stretches);
        Assert.Empty(
            from left in stretches
            from right in stretches
            where left != right && left.From <= right.To && right.From <= left.To
            where layout.Offset(left.Name) + left.Floats > layout.Offset(right.Name)
            where layout.Offset(right.Name) + right.Floats > layout.Offset(left.Name)
            select (left, layout.Offset(left.Name), right, layout.Offset(right.Name)));
        Assert.All(stretches, stretch => Assert.True(layout.Offset(stretch.Name) >= 0));
        Assert.Equal(stretches.Select(stretch => layout.Offset(stretch.Name) + stretch.Floats).Append(0).Max(), layout.Length);
    }

    [Fact]
    public void Stretches_that_follow_each_other_share_their_place()
    {
        var layout = new ArenaLayout([new("a", "", 32, 0, 1), new("b", "", 16, 2, 3), new("c", "", 16, 1, 2)]);
        Assert.Equal((0, 0, 32), (layout.Offset("a"), layout.Offset("b"), layout.Offset("c")));
        Assert.Equal(48, layout.Length);
    }

    internal static Arbitrary<LiveRange[]> Stretches() => Arb.From(
        from count in Gen.Choose(0, 30)
        from sizes in Gen.Choose(1, 40).Select(size => 16 * size).ArrayOf(count)
        from starts in Gen.Choose(0, 20).ArrayOf(count)
        from lengths in Gen.Choose(0, 20).ArrayOf(count)
        select sizes.Select((size, i) => new LiveRange($"s{i}", string.Empty, size, starts[i], starts[i] + lengths[i])).ToArray());
}

using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Kernels;

public sealed class FiniteValuesTests
{
    private static readonly float[] s_finite = [0, -0f, 1, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon];
    private static readonly float[] s_others =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0x7FFFFFFF),
    ];

    [Fact]
    public void The_first_value_that_is_not_finite_is_found_at_each_place()
    {
        for (int length = 0; length <= 70; length++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(i => s_finite[i % s_finite.Length])];
            Assert.Equal(-1, FiniteValues.FirstOther(values));
            for (int place = length - 1; place >= 0; place--)
            {
                values[place] = s_others[place % s_others.Length];
                Assert.Equal(place, FiniteValues.FirstOther(values));
            }
        }
    }
}

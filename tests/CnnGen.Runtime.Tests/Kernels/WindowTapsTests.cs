using CnnGen.Kernels;

namespace CnnGen.Runtime.Tests.Kernels;

/// <summary>The taps that meet an input, against trying each of them.</summary>
public class WindowTapsTests
{
    [Fact]
    public void Taps_are_those_that_do_not_lie_on_padding()
    {
        foreach ((int kernel, int stride, int padding, int dilation, int length) in
            from kernel in Enumerable.Range(1, 6)
            from stride in Enumerable.Range(1, 4)
            from padding in Enumerable.Range(0, 9)
            from dilation in Enumerable.Range(1, 4)
            from length in Enumerable.Range(1, 9)
            select (kernel, stride, padding, dilation, length))
        {
            for (int position = 0; (position * stride) + ((kernel - 1) * dilation) < length + (2 * padding); position++)
            {
                int first = (position * stride) - padding;
                int[] expected = [.. Enumerable.Range(0, kernel).Where(tap => first + (tap * dilation) >= 0 && first + (tap * dilation) < length)];
                WindowTaps taps = WindowTaps.At(position, kernel, stride, padding, dilation, length);
                Assert.Equal(expected.Length, taps.Count);
                if (expected.Length > 0)
                {
                    Assert.Equal(expected, Enumerable.Range(taps.First, taps.Count));
                    Assert.Equal(first + (expected[0] * dilation), taps.Source);
                }
            }
        }
    }
}

using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Tests.Shapes;

/// <summary>The one formula of output sizes, against laying the window down step by step.</summary>
public class WindowTests
{
    [Fact]
    public void Output_counts_the_places_at_which_the_window_fits()
    {
        foreach ((Window window, int input) in Windows(kernels: 8, strides: 5, paddings: 5, inputs: 14))
        {
            int places = 0;
            for (int first = -window.Padding; first + ((window.Kernel - 1) * window.Dilation) < input + window.Padding; first += window.Stride)
            {
                places++;
            }

            Assert.True(places == window.Output(input), $"{window} on {input}: expected {places}, found {window.Output(input)}.");
        }
    }

    [Fact]
    public void Unread_counts_the_inputs_that_lie_in_no_window()
    {
        foreach ((Window window, int input) in Windows(kernels: 6, strides: 7, paddings: 9, inputs: 14).Where(Fits))
        {
            int unread = Enumerable.Range(0, input).Count(place => !Enumerable.Range(0, (int)window.Output(input))
                .Select(output => (output * window.Stride) - window.Padding)
                .Any(first => place >= first && place < first + window.Extent));
            Assert.True(unread == window.Unread(input), $"{window} on {input}: expected {unread}, found {window.Unread(input)}.");
        }
    }

    [Fact]
    public void SmallestInput_is_the_least_on_which_the_window_fits()
    {
        foreach ((Window window, _) in Windows(kernels: 9, strides: 2, paddings: 6, inputs: 1))
        {
            Assert.True(window.Output((int)window.SmallestInput) >= 1);
            Assert.True(window.SmallestInput == 1 || window.Output((int)window.SmallestInput - 1) == 0);
        }
    }

    [Theory]
    [InlineData(int.MaxValue, 1, int.MaxValue, 1, int.MaxValue, 4_294_967_295)]
    [InlineData(1, 1, int.MaxValue, 1, 1, 4_294_967_295)]
    [InlineData(int.MaxValue, int.MaxValue, 0, 1, int.MaxValue, 1)]
    [InlineData(int.MaxValue, 1, 0, 1, 1, 0)]
    [InlineData(int.MaxValue, 1, 0, int.MaxValue, 1, 0)]
    [InlineData(2, 1, 0, int.MaxValue - 1, int.MaxValue, 1)]
    public void Output_does_not_overflow(int kernel, int stride, int padding, int dilation, int input, long output) =>
        Assert.Equal(output, new Window(kernel, stride, padding, dilation).Output(input));

    internal static bool Fits((Window Window, int Input) pair) => pair.Window.Output(pair.Input) > 0;

    /// <summary>All windows and inputs up to these sizes.</summary>
    internal static IEnumerable<(Window Window, int Input)> Windows(int kernels, int strides, int paddings, int inputs) =>
        from kernel in Enumerable.Range(1, kernels)
        from stride in Enumerable.Range(1, strides)
        from padding in Enumerable.Range(0, paddings)
        from dilation in Enumerable.Range(1, 3)
        from input in Enumerable.Range(1, inputs)
        select (new Window(kernel, stride, padding, dilation), input);
}

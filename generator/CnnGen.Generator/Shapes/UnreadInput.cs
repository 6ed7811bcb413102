using CnnGen.Generator.Text;

namespace CnnGen.Generator.Shapes;

/// <summary>Rows and columns of an image, or points of a signal, that no window reads, as messages describe them.</summary>
internal sealed class UnreadInput
{
    private readonly Window _vertical;
    private readonly Window _horizontal;
    private readonly Shape _input;

    private UnreadInput(Window vertical, Window horizontal, Shape input)
    {
        _vertical = vertical;
        _horizontal = horizontal;
        _input = input;
    }

    /// <summary>The image or signal without its channels: <c>11×12</c>.</summary>
    public string Image => IsSignal ? Literal.Of(_input.Width) : $"{Literal.Of(_input.Height)}×{Literal.Of(_input.Width)}";

    private bool IsSignal => _input.Rank == Rank.Signal;

    /// <summary><see langword="null"/> where windows read everything.</summary>
    public static UnreadInput? Of(Window vertical, Window horizontal, Shape input) =>
        (input.Rank != Rank.Signal && vertical.Unread(input.Height) > 0) || horizontal.Unread(input.Width) > 0
            ? new UnreadInput(input.Rank == Rank.Signal ? horizontal : vertical, horizontal, input)
            : null;

    /// <summary><c>the last row and the last 2 columns</c>, or <c>14 rows</c> where windows leave some out between them.</summary>
    public override string ToString() => IsSignal
        ? Describe(_horizontal, _input.Width, "point")!
        : Join(" and ", Describe(_vertical, _input.Height, "row"), Describe(_horizontal, _input.Width, "column"));

    /// <summary>What would leave nothing over: another stride or window, or another size of the input.</summary>
    /// <param name="window">What the layer calls its window.</param>
    public string Suggestion(string window)
    {
        if ((!IsSignal && LeavesGaps(_vertical, _input.Height)) || LeavesGaps(_horizontal, _input.Width))
        {
            int wider = WiderWindow();
            return $"Windows of {Windows.Describe(_vertical.Kernel, _horizontal.Kernel)} stand {Literal.Of(_vertical.Stride)} apart: "
                + $"use Stride = {Literal.Of(SmallerStride())}{(wider > 0 ? $", or a {window} of {Literal.Of(wider)}" : string.Empty)}.";
        }

        string? width = Sizes(_horizontal, _input.Width);
        if (IsSignal)
        {
            return $"A length of {width} would leave nothing over.";
        }

        string? height = Sizes(_vertical, _input.Height);
        string sizes = height == width
            ? $"height and width of {height}"
            : Join(" and a ", height is null ? null : $"height of {height}", width is null ? null : $"width of {width}");
        return $"A {sizes} would leave nothing over.";
    }

    private static bool LeavesGaps(Window window, int input) => window.Stride > window.Extent && window.Unread(input) > 0;

    private static string? Describe(Window window, int input, string noun)
    {
        int unread = (int)window.Unread(input);
        return unread switch
        {
            0 => null,
            _ when LeavesGaps(window, input) => Plural.Count(unread, noun),
            1 => $"the last {noun}",
            _ => $"the last {Plural.Count(unread, noun)}",
        };
    }

    // As many windows as now and one more, which begins where they now end too early.
    private static string? Sizes(Window window, int input)
    {
        long unread = window.Unread(input);
        return unread == 0
            ? null
            : $"{Literal.Of(input - unread)} or {Literal.Of((window.Output(input) * window.Stride) + window.Extent - (2L * window.Padding))}";
    }

    // A stride of 1 reads everything.
    private int SmallerStride()
    {
        int stride = (int)Math.Min(_vertical.Extent, _horizontal.Extent);
        while (Of(_vertical with { Stride = stride }, _horizontal with { Stride = stride }, _input) is not null)
        {
            stride--;
        }

        return stride;
    }

    // The smallest that leaves no gaps, and is no larger than the image; 0 for none. What windows leave over at the end comes again
    // with each stride by which they are larger.
    private int WiderWindow()
    {
        int largest = IsSignal ? _input.Width : Math.Min(_input.Height, _input.Width);
        return _horizontal.Dilation > 1 || _vertical.Kernel != _horizontal.Kernel || _vertical.Stride > largest
            ? 0
            : Enumerable.Range(_vertical.Stride, (int)Math.Min(largest - _vertical.Stride + 1, 2L * _vertical.Stride)).FirstOrDefault(kernel =>
                Of(_vertical with { Kernel = kernel }, _horizontal with { Kernel = kernel }, _input) is null);
    }

    private static string Join(string joint, params string?[] parts) => string.Join(joint, parts.Where(part => part is not null));
}

using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>Rows and columns of zeros around an image, so that a kernel which reads it meets no edge.</summary>
internal readonly record struct Border(int Top, int Bottom, int Left, int Right)
{
    /// <summary>What a window reads of its padding.</summary>
    public static Border Of(Window vertical, Window horizontal, Shape input)
    {
        (int top, int bottom) = Along(vertical, input.Height);
        (int left, int right) = Along(horizontal, input.Width);
        return new Border(top, bottom, left, right);
    }

    public bool IsEmpty => this == default;

    /// <summary>What serves both.</summary>
    public Border Or(Border other) => new(
        Math.Max(Top, other.Top), Math.Max(Bottom, other.Bottom), Math.Max(Left, other.Left), Math.Max(Right, other.Right));

    private static (int Before, int Behind) Along(Window window, int length)
    {
        long last = window.Source(window.Output(length) - 1, window.Kernel - 1);
        return (window.Padding, (int)Math.Max(0, last - (length - 1)));
    }
}

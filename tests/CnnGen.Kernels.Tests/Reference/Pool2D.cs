namespace CnnGen.Kernels.Tests.Reference;

/// <summary>A layer that makes one value of each window of a channel. A stride of 0 is the window's own size.</summary>
internal abstract record Pool2D(int Height, int Width, int Stride, int Padding, bool CeilMode) : Layer
{
    public override Shape Output(Shape input) => new(
        input.Channels,
        Count(input.Height, Height, StrideY, PaddingY),
        Count(input.Width, Width, StrideX, Padding));

    protected string Arguments => WithOptions(Height == Width ? $"{Height}" : $"{Height}, {Width}", Options);

    protected virtual (string Name, object? Value, object? Default)[] Options =>
        [(nameof(Stride), Stride, 0), (nameof(Padding), Padding, 0), (nameof(CeilMode), CeilMode ? "true" : "false", "false")];

    // A signal is one row high, and has no rows of padding.
    protected virtual int PaddingY => Padding;

    private int StrideY => Stride == 0 ? Height : Stride;

    private int StrideX => Stride == 0 ? Width : Stride;

    /// <summary>For each output, in its order, the indices of the inputs in its window, row by row, and how many values it has with its padding.</summary>
    protected IEnumerable<(int[] Inside, int WithPadding)> Windows(Shape input)
    {
        Shape output = Output(input);
        for (int c = 0; c < output.Channels; c++)
        for (int y = 0; y < output.Height; y++)
        for (int x = 0; x < output.Width; x++)
        {
            List<int> inside = [];
            int withPadding = 0;
            for (int i = 0; i < Height * Width; i++)
            {
                int row = (y * StrideY) + (i / Width) - PaddingY;
                int column = (x * StrideX) + (i % Width) - Padding;
                if (row >= 0 && row < input.Height && column >= 0 && column < input.Width)
                {
                    inside.Add(input.Index(c, row, column));
                }

                if (row < input.Height + PaddingY && column < input.Width + Padding)
                {
                    withPadding++;
                }
            }

            yield return ([.. inside], withPadding);
        }
    }

    // PyTorch's rule: a window that is not whole counts where it begins on the input or in front of it.
    private int Count(int input, int size, int stride, int padding)
    {
        int count = 0;
        for (int start = -padding; start + size <= input + padding || (CeilMode && start < input && start - stride + size < input + padding); start += stride)
        {
            count++;
        }

        return count;
    }
}

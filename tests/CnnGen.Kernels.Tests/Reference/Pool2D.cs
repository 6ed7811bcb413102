namespace CnnGen.Kernels.Tests.Reference;

/// <summary>A layer that makes one value of each window of a channel. A stride of 0 is the window's own size.</summary>
internal abstract record Pool2D(int Height, int Width, int Stride) : Layer
{
    public override Shape Output(Shape input) => new(
        input.Channels,
        ((input.Height - Height) / StrideY) + 1,
        ((input.Width - Width) / StrideX) + 1);

    protected string Arguments => WithOptions(
        Height == Width ? $"{Height}" : $"{Height}, {Width}", (nameof(Stride), Stride, 0));

    private int StrideY => Stride == 0 ? Height : Stride;

    private int StrideX => Stride == 0 ? Width : Stride;

    /// <summary>For each output, in its order, the indices of the inputs in its window, row by row.</summary>
    protected IEnumerable<int[]> Windows(Shape input)
    {
        Shape output = Output(input);
        for (int c = 0; c < output.Channels; c++)
        for (int y = 0; y < output.Height; y++)
        for (int x = 0; x < output.Width; x++)
        {
            int[] window = new int[Height * Width];
            for (int i = 0; i < window.Length; i++)
            {
                window[i] = input.Index(c, (y * StrideY) + (i / Width), (x * StrideX) + (i % Width));
            }

            yield return window;
        }
    }
}

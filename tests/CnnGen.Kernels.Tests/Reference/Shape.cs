namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The values of one sample between two layers, stored row-major; a signal has height 1, a vector also width 1.</summary>
internal readonly record struct Shape(int Channels, int Height, int Width)
{
    public int Size => Channels * Height * Width;

    /// <summary>The windows that fit along an axis; 0 where none does.</summary>
    public static int Windows(int input, int kernel, int stride, int padding, int dilation)
    {
        int rest = input + (2 * padding) - (dilation * (kernel - 1)) - 1;
        return rest < 0 ? 0 : (rest / stride) + 1;
    }

    public int Index(int channel, int y, int x) => (((channel * Height) + y) * Width) + x;
}

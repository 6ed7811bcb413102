namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The values of one sample between two layers, stored row-major; a signal has height 1, a vector also width 1.</summary>
internal readonly record struct Shape(int Channels, int Height, int Width)
{
    public int Size => Channels * Height * Width;

    public int Index(int channel, int y, int x) => (((channel * Height) + y) * Width) + x;
}

namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The same on a signal, which is an image one row high.</summary>
internal sealed record MaxPool1D(int Size, int Stride = 0) : MaxPool2D(1, Size, Stride)
{
    public override string Declaration => $"MaxPool1D({WithOptions($"{Size}", (nameof(Stride), Stride, 0))})";
}

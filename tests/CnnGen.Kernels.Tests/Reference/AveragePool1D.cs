namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The same on a signal, which is an image one row high.</summary>
internal sealed record AveragePool1D(int Size, int Stride = 0) : AveragePool2D(1, Size, Stride)
{
    public override string Declaration => $"AveragePool1D({WithOptions($"{Size}", (nameof(Stride), Stride, 0))})";
}

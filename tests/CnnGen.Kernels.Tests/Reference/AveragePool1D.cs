namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The same on a signal, which is an image one row high.</summary>
internal sealed record AveragePool1D(int Size, int Stride = 0, int Padding = 0, bool CeilMode = false, bool CountIncludePad = true)
    : AveragePool2D(1, Size, Stride, Padding, CeilMode, CountIncludePad)
{
    public override string Declaration => $"AveragePool1D({WithOptions($"{Size}", Options)})";

    protected override int PaddingY => 0;
}

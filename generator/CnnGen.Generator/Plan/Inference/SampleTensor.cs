using CnnGen.Generator.Kernels;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>
/// Values of one sample. The channels of a position lie side by side, filled up to whole vectors: <c>[row][column][channel]</c>.
/// The network's input may stay as it comes, <c>[channel][row][column]</c>, where it is read value by value.
/// </summary>
/// <param name="Name">As emitted code calls the place of the first value.</param>
/// <param name="Shape">The image, also where it is read as a vector: in the order of channels, rows and columns.</param>
/// <param name="Border">Zeros around it.</param>
/// <param name="IsInPlanes">Whether one channel lies behind the other.</param>
internal sealed record SampleTensor(string Name, Shape Shape, Border Border, bool IsInPlanes = false)
{
    /// <summary>What its name has behind that of the tensor of a block: names of blocks of layers come in front.</summary>
    public const string Suffix = "Sample";

    private const int Alignment = Tensor.Lanes;

    /// <summary>Floats from column to column.</summary>
    public int ColumnStep => IsInPlanes ? 1 : Aligned(Shape.Channels);

    /// <summary>Floats from row to row.</summary>
    public int RowStep => Columns * ColumnStep;

    /// <summary>Floats from channel to channel.</summary>
    public int ChannelStep => IsInPlanes ? Rows * RowStep : 1;

    /// <summary>Floats in front of the first value.</summary>
    public int Origin => (Border.Top * RowStep) + (Border.Left * ColumnStep);

    /// <summary>Floats of a row without its border.</summary>
    public int RowFloats => Shape.Width * ColumnStep;

    public int Floats => Aligned(Rows * RowStep * (IsInPlanes ? Shape.Channels : 1));

    /// <summary>Whether values lie one after another in the order of channels, rows and columns.</summary>
    public bool IsVector => Border.IsEmpty && (IsInPlanes || Shape.Height * Shape.Width == 1);

    private int Rows => Border.Top + Shape.Height + Border.Bottom;

    private int Columns => Border.Left + Shape.Width + Border.Right;

    /// <summary>Its first value as an argument of a kernel, or what is some floats after it.</summary>
    public string Argument(int offset = 0)
    {
        Bounds.Require(Origin + offset, Origin + offset, Floats, Name);
        return $"ref At(ref arena, {Integer.Of(Name) + offset})";
    }

    private static int Aligned(int floats) => (floats + Alignment - 1) / Alignment * Alignment;
}

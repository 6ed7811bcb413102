using CnnGen.Generator.Layers;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Tests.Shapes;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>Rows of a kernel that meet the same output rows are gathered.</summary>
public class KernelRowsTests
{
    [Fact]
    public void Kernel_rows_join_what_the_forward_axis_joins()
    {
        foreach ((Window window, int input) in WindowTests.Windows(kernels: 7, strides: 4, paddings: 4, inputs: 12))
        {
            Axis axis = Axis.Forward(window, input);
            Assert.Equal(
                AxisTests.Joints(axis).Order(),
                KernelRows.Cut(window, input, axis.Targets).SelectMany(rows =>
                    from tap in Enumerable.Range(0, rows.Count)
                    from position in Enumerable.Range(0, rows.Positions)
                    select (
                        rows.OutputRow + position,
                        rows.FirstTap + tap,
                        rows.SourceRow + (tap * window.Dilation) + (position * window.Stride))).Order());
        }
    }
}

using CnnGen.Generator.Kernels;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>The loop over all values of tensors of one shape, in all sub-blocks and past the gaps between channels.</summary>
internal static class TensorLoop
{
    /// <param name="block">Where to.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="write">Adds the statements for a value; it gets the value's place in a tensor whose channels are so many vectors apart.</param>
    public static void Write(Block block, Shape shape, Action<Block, Func<int, Integer>> write) =>
        block.Loop("channel", Integer.InAllSubBlocks(shape.Channels), (values, channel) =>
            values.Loop("i", shape.Height * shape.Width, (value, i) => write(value, plane => (channel * plane) + i)));
}

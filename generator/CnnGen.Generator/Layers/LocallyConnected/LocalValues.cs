using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>A loop over all values of a tensor, past the gaps between its channels.</summary>
internal static class LocalValues
{
    /// <summary>Adds statements for each value; <paramref name="write"/> gets its place.</summary>
    public static void Write(Block block, Tensor tensor, Action<Block, Integer> write) =>
        block.Loop("channel", Integer.InAllSubBlocks(tensor.Shape.Channels), (values, channel) => values.Loop(
            "i", tensor.Shape.Height * tensor.Shape.Width, (value, i) => write(value, (channel * tensor.Plane) + i)));
}

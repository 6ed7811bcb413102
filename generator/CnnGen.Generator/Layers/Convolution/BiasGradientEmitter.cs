using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Writes the bias gradient of a convolution: the sum of a filter's output gradient over all positions.</summary>
internal static class BiasGradientEmitter
{
    private const int FiltersAtOnce = 4;

    public static void Write(SourceWriter writer, string name, Tensor output)
    {
        int filters = output.Shape.Channels;
        KernelMethod method = new(name + "BiasGradient", $"{name} bias gradient: dOut{output.Shape.Brackets} -> dBias[{filters}], added.");
        (Address outGradient, Address gradient) = (method.Array("outGradient"), method.Array("gradient"));
        Address sums = method.Body.Allocate("sums", 16);
        int whole = filters / FiltersAtOnce * FiltersAtOnce;
        method.Body.Loop("filter", 0, whole, FiltersAtOnce, (block, filter) => WriteFilters(block, filter, FiltersAtOnce));
        if (whole < filters)
        {
            method.Body.Apart(block => WriteFilters(block, whole, filters - whole));
        }

        method.Write(writer);

        void WriteFilters(Block block, Integer filter, int count)
        {
            block.Loop("part", Integer.Of("V.SubBlocks"), (turn, part) =>
            {
                Lanes[] totals = turn.Declare(Enumerable.Range(0, count).Select(row => (Local.Name("sum", row), Lanes.Zero)));
                Address d = turn.Declare("d", outGradient.At((part * output.Vectors) + (filter * output.Plane)));
                turn.Loop("position", output.Shape.Height * output.Shape.Width, (add, _) =>
                {
                    for (int row = 0; row < count; row++)
                    {
                        add.Add(totals[row], Lanes.Load(d, row * output.Plane));
                    }

                    add.Next(d, d.At(1));
                });
                turn.StoreSums(totals, sums.Plus(part * 4));
            });
            block.Call("SubBlockSums.Add<V>", sums, 4, 1, 1, count, gradient.Plus(filter), 0, 0);
        }
    }
}

using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The weights of a fully connected layer as its forward pass reads them: panels of as many outputs as a vector has
/// lanes, <c>[panel][input][lane]</c>. They are made sixteen outputs at a time; those that are not there have weight zero.
/// </summary>
internal sealed class WeightPanels(string name, int inputs, int outputs)
{
    /// <summary>Outputs, filled up to whole vectors of the widest lanes.</summary>
    public int Outputs => Groups * Tensor.Lanes;

    /// <summary>The panels, and behind them the rows of a last group that is not full.</summary>
    public int Floats => (Groups + (Rest > 0 ? 1 : 0)) * GroupFloats;

    /// <summary>Parts that threads share.</summary>
    public int Tasks => (Groups + GroupsPerTask - 1) / GroupsPerTask;

    private int Groups => (outputs + Tensor.Lanes - 1) / Tensor.Lanes;

    private int Rest => outputs % Tensor.Lanes;

    private int GroupFloats => inputs * Tensor.Lanes;

    private int GroupsPerTask
    {
        get
        {
            const int largeTask = 1 << 15;
            return Math.Max(1, largeTask / GroupFloats);
        }
    }

    public void WriteCall(SourceWriter writer, KernelSet operation, int firstTask, ParameterTensor weight)
    {
        using (writer.Block($"if (task < {Literal.Of(firstTask + Tasks)})"))
        {
            string task = firstTask == 0 ? "task" : $"task - {Literal.Of(firstTask)}";
            writer.Line(operation.CallOf("Pack", task, Call.Parameter(weight), $"ref At(ref packed, {operation.Name}Packed)"));
            writer.Line("return;");
        }
    }

    public void WriteKernel(SourceWriter writer)
    {
        writer.Line($"// {name} pack: weight[{Literal.Of(outputs)}][{Literal.Of(inputs)}] -> panels[{Literal.Of(Outputs)} / V.Count][{Literal.Of(inputs)}][V.Count].");
        using (writer.Method(name + "Pack", "int task, ref float weight, ref float packed"))
        {
            string groupFloats = Literal.Of(GroupFloats);
            string groups = Literal.Of(Groups);
            string perTask = Literal.Of(GroupsPerTask);
            using (writer.Block($"for (int group = task * {perTask}; group < Math.Min((task + 1) * {perTask}, {groups}); group++)"))
            {
                writer.Line($"ref float rows = ref Unsafe.Add(ref weight, (IntPtr)group * {groupFloats});");
                if (Rest > 0)
                {
                    int floats = Rest * inputs;
                    using (writer.Block($"if (group == {Literal.Of(Groups - 1)})"))
                    {
                        writer.Line($"ref float filled = ref Unsafe.Add(ref packed, {Literal.Of(Groups * GroupFloats)});");
                        writer.Line($"Copy(ref rows, ref filled, {Literal.Of(floats)});");
                        writer.Line($"Clear(ref Unsafe.Add(ref filled, {Literal.Of(floats)}), {Literal.Of(GroupFloats - floats)});");
                        writer.Line("rows = ref filled;");
                    }

                    writer.Line();
                }

                writer.Line($"LaneTranspose.ToLanes<V>(ref rows, {Literal.Of(inputs)}, {Literal.Of(inputs)}, ref Unsafe.Add(ref packed, (IntPtr)group * {groupFloats}));");
            }
        }

        writer.Line();
    }
}

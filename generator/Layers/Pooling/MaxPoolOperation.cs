using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>The largest value of each window; its gradient goes to the first value that equals it.</summary>
internal sealed class MaxPoolOperation(MaxPool layer, string name, Tensor input, Tensor output) : PoolOperation(layer, name, input, output)
{
    public override bool BackwardReadsOutput => true;

    protected override string Kind => "maximum";

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) => new PoolInference(
        layer, Name, Kind, PoolInference.First, value => $"{PoolInference.Result} = V.Max({value}, {PoolInference.Result});", _ => PoolInference.Result, countsPadding: false, input, output);

    protected override void WriteForwardWindow(SourceWriter writer, PoolWindow window)
    {
        writer.Line("V largest = V.Load(ref x, 0);");
        window.WriteValues(writer, at =>
        {
            if (at != "0")
            {
                writer.Line($"largest = V.Max(V.Load(ref x, {at}), largest);");
            }
        });
        writer.Line("V.Store(largest, ref y, 0);");
    }

    // All values that may receive the gradient equal the largest one, and so does the activation's derivative there.
    protected override void WriteBackwardWindow(SourceWriter writer, PoolWindow window)
    {
        writer.Line("V largest = V.Load(ref y, 0);");
        writer.Line($"V left = {ActivationSource.Differentiate(Input.Activation, "V.Load(ref dy, 0)", "largest")};");
        window.WriteValues(writer, at =>
        {
            using (writer.Block())
            {
                writer.Line($"V value = V.Load(ref x, {at});");
                writer.Line(StoreGradient("V.SelectEqual(value, largest, left, V.Zero)", at));
                writer.Line("left = V.SelectEqual(value, largest, V.Zero, left);");
            }
        });
    }
}

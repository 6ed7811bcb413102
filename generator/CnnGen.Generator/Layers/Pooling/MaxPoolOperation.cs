using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The largest value of each window, or what is not a number in it. Its gradient goes to the first value that has its bits: the first
/// of the largest ones, or one that is not a number.
/// </summary>
internal sealed class MaxPoolOperation(MaxPool layer, string name, Tensor input, Tensor output) : PoolOperation(layer, name, input, output)
{
    public override bool BackwardReadsOutput => true;

    protected override string Kind => "maximum";

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) => new PoolInference(
        layer, Name, Kind, PoolInference.First, value => $"{PoolInference.Result} = V.MaxOrNaN({value}, {PoolInference.Result});", _ => PoolInference.Result, countsPadding: false, input, output);

    protected override void WriteForwardWindow(SourceWriter writer, PoolWindow window)
    {
        writer.Line("V largest = V.Load(ref x, 0);");
        window.WriteValues(writer, at =>
        {
            if (at != "0")
            {
                writer.Line($"largest = V.MaxOrNaN(V.Load(ref x, {at}), largest);");
            }
        });
        writer.Line("V.Store(largest, ref y, 0);");
    }

    // All values that may receive the gradient equal the largest one, and so does the activation's derivative there.
    protected override void WriteBackwardWindow(SourceWriter writer, PoolWindow window)
    {
        writer.Line("V largest = V.Load(ref y, 0);");
        writer.Line($"V left = {ActivationEmitter.Differentiate(Input.Activation, "V.Load(ref dy, 0)", "largest")};");
        window.WriteValues(writer, at =>
        {
            using (writer.Block())
            {
                writer.Line($"V value = V.Load(ref x, {at});");
                writer.Line(StoreGradient("V.SelectSame(value, largest, left, V.Zero)", at));
                writer.Line("left = V.SelectSame(value, largest, V.Zero, left);");
            }
        });
    }
}

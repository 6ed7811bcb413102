using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;

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
        layer,
        Name,
        Kind,
        start: null,
        (block, result, value) => block.Assign(result, Lanes.MaxOrNaN(value, result)),
        (result, _) => result,
        countsPadding: false,
        input,
        output);

    protected override void WriteForwardWindow(Block block, PoolWindow window)
    {
        Lanes largest = block.Declare("largest", Lanes.Load(PoolArray.Input, 0));
        window.WriteValues(block, (value, at) =>
        {
            if (at.Constant != 0)
            {
                value.Assign(largest, Lanes.MaxOrNaN(Lanes.Load(PoolArray.Input, at), largest));
            }
        });
        block.Store(largest, PoolArray.Output, 0);
    }

    // All values that may receive the gradient equal the largest one, and so does the activation's derivative there.
    protected override void WriteBackwardWindow(Block block, PoolWindow window)
    {
        Lanes largest = block.Declare("largest", Lanes.Load(PoolArray.Output, 0));
        Lanes left = block.Declare("left", ActivationEmitter.Differentiate(Input.Activation, Lanes.Load(PoolArray.OutputGradient, 0), largest));
        window.WriteValues(block, (place, at) =>
        {
            Lanes value = place.Declare("value", Lanes.Load(PoolArray.Input, at));
            StoreGradient(place, Lanes.SelectSame(value, largest, left, Lanes.Zero), at);
            place.Assign(left, Lanes.SelectSame(value, largest, Lanes.Zero, left));
        });
    }
}

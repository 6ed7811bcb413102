using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>The mean of each window; its gradient is divided evenly.</summary>
internal sealed class AveragePoolOperation(AveragePool layer, string name, Tensor input, Tensor output) : PoolOperation(layer, name, input, output)
{
    protected override string Kind => "mean";

    protected override bool CountsPadding => layer.CountsPadding;

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) => new PoolInference(
        layer,
        Name,
        Kind,
        Lanes.Zero,
        (block, result, value) => block.Add(result, value),
        (result, share) => ActivationEmitter.Apply(Output.Activation, result * share),
        layer.CountsPadding,
        input,
        output);

    protected override void WriteForwardWindow(Block block, PoolWindow window)
    {
        Lanes sum = block.Declare("sum", Lanes.Zero);
        window.WriteValues(block, (value, at) => value.Add(sum, Lanes.Load(PoolArray.Input, at)));
        block.Store(ActivationEmitter.Apply(Output.Activation, sum * window.Share), PoolArray.Output, 0);
    }

    protected override void WriteBackwardWindow(Block block, PoolWindow window)
    {
        Lanes share = block.Declare("share", Lanes.Load(PoolArray.OutputGradient, 0) * window.Share);
        window.WriteValues(block, (value, at) => StoreGradient(
            value, ActivationEmitter.Differentiate(Input.Activation, share, Lanes.Load(PoolArray.Input, at)), at));
    }
}

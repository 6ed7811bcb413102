using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

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
        "V.Zero",
        value => $"{PoolInference.Result} += {value};",
        share => ActivationEmitter.Apply(Output.Activation, $"{PoolInference.Result} * {share}"),
        layer.CountsPadding,
        input,
        output);

    protected override void WriteForwardWindow(SourceWriter writer, PoolWindow window)
    {
        writer.Line("V sum = V.Zero;");
        window.WriteValues(writer, at => writer.Line($"sum += V.Load(ref x, {at});"));
        writer.Line($"V.Store({ActivationEmitter.Apply(Output.Activation, $"sum * {window.Share}")}, ref y, 0);");
    }

    protected override void WriteBackwardWindow(SourceWriter writer, PoolWindow window)
    {
        writer.Line($"V share = V.Load(ref dy, 0) * {window.Share};");
        window.WriteValues(writer, at => writer.Line(StoreGradient(
            ActivationEmitter.Differentiate(Input.Activation, "share", $"V.Load(ref x, {at})"), at)));
    }
}

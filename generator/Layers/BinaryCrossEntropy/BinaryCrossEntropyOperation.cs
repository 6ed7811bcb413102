using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The logistic function and cross entropy together. With z the score, turned so that it speaks for the wrong class, the
/// loss is ln(1 + e^z) = max(z, 0) + ln(1 + e^−|z|), in which nothing overflows or cancels; the gradient is p − label.
/// </summary>
/// <remarks>One score a sample lies sample after sample, whatever the width of vectors.</remarks>
internal sealed class BinaryCrossEntropyOperation(string name, Tensor input, Tensor output) : LossOperation(name, input, output)
{
    private readonly Tensor _tail = new(name + "Tail", Shape.Vector(1));

    public override int Classes => 2;

    public override string Prediction => "Class 1 where its probability is at least 0.5, class 0 elsewhere; the one score is the probability of class 1.";

    public override string Scores => "the probability of class 1";

    public override IReadOnlyList<Tensor> Scratch => [_tail];

    public override void WriteForward(SourceWriter writer) =>
        writer.Line(Call.Of(Name + "Forward", Call.Value(Input), Call.Value(Output), Call.Value(_tail)));

    public override void WriteLoss(SourceWriter writer) =>
        writer.Line(Call.Of(Name + "Loss", Call.Value(Input), Call.Value(_tail), "ref labels", "ref losses"));

    public override void WriteBackward(SourceWriter writer)
    {
        if (Input.NeedsGradient)
        {
            writer.Line(Call.Of(
                Name + "InputGradient",
                Call.Value(Output),
                "ref labels",
                "ref weights",
                Input.Activation == Activation.None ? string.Empty : Call.Value(Input),
                Call.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        WriteForwardKernel(writer);
        WriteLossKernel(writer);
        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
        }
    }

    private void WriteForwardKernel(SourceWriter writer)
    {
        writer.Line($"// {Name} forward: 1 / (1 + e^-in[1]) -> probability[1], ln(1 + e^-|in|) -> tail[1].");
        using (writer.Method(Name + "Forward", "ref float source, ref float probability, ref float tail"))
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            writer.Line("V score = V.Load(ref source, part);");
            writer.Line("V power = LaneMath.Flush(LaneMath.Exp(V.Zero - V.Abs(score)));");
            writer.Line("V.Store(LaneMath.Sigmoid(score), ref probability, part);");
            writer.Line("V.Store(LaneMath.LogOnePlus(power), ref tail, part);");
        }

        writer.Line();
    }

    private void WriteLossKernel(SourceWriter writer)
    {
        writer.Line($"// {Name} loss: max(z, 0) + tail -> loss, where z is in[1] for label 0 and -in[1] for label 1, sample by sample.");
        using (writer.Method(Name + "Loss", "ref float source, ref float tail, ref int labels, ref float losses"))
        using (writer.Block("for (int sample = 0; sample < Block.Samples; sample++)"))
        {
            writer.Line("float score = Unsafe.Add(ref source, sample);");
            writer.Line("float wrong = Unsafe.Add(ref labels, sample) == 0 ? score : -score;");
            writer.Line("Unsafe.Add(ref losses, sample) = MathF.Max(wrong, 0f) + Unsafe.Add(ref tail, sample);");
        }

        writer.Line();
    }

    private void WriteInputGradientKernel(SourceWriter writer)
    {
        bool behindActivation = Input.Activation != Activation.None;
        writer.Line($"// {Name} input gradient: (probability[1] - label) * weight{(behindActivation ? $" * {Input.Activation}'" : string.Empty)} -> dIn[1].");
        using (writer.Method(
            Name + "InputGradient",
            $"ref float probability, ref int labels, ref float weights, {(behindActivation ? "ref float value, " : string.Empty)}ref float inGradient"))
        {
            using (writer.Block("for (int sample = 0; sample < Block.Samples; sample++)"))
            {
                writer.Line("float excess = Unsafe.Add(ref probability, sample) - Unsafe.Add(ref labels, sample);");
                writer.Line("Unsafe.Add(ref inGradient, sample) = excess * Unsafe.Add(ref weights, sample);");
            }

            if (behindActivation)
            {
                writer.Line();
                using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
                {
                    writer.Line($"V.Store({ActivationSource.Differentiate(Input.Activation, "V.Load(ref inGradient, part)", "V.Load(ref value, part)")}, ref inGradient, part);");
                }
            }
        }

        writer.Line();
    }
}

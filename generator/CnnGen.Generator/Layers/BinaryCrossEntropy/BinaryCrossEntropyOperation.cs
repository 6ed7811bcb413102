using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The logistic function and cross entropy together. With z the score, turned so that it speaks for the wrong class, the
/// loss is ln(1 + e^z) = max(z, 0) + ln(1 + e^−|z|), in which nothing overflows or cancels; the gradient is p − label.
/// </summary>
/// <remarks>One score a sample lies sample after sample, whatever the width of vectors.</remarks>
internal sealed class BinaryCrossEntropyOperation(string name, Tensor input, Tensor output) : LabelLossOperation(name, input, output, "Tail")
{
    public override PredictionKind Predicts => PredictionKind.TwoClasses;

    public override string Prediction => "Class 1 where its probability is at least 0.5, class 0 elsewhere; the one score is the probability of class 1.";

    public override string Scores => "the probability of class 1";

    protected override string InferenceCall(string source, string target) =>
        $"InferenceValues.Apply<V, SigmoidActivation>({source}, 0, {target}, 0, 1, MicroBatch.Samples);";

    protected override void WriteForwardKernel(SourceWriter writer)
    {
        writer.Line($"// {Owner} forward: 1 / (1 + e^-in[1]) -> probability[1], ln(1 + e^-|in|) -> tail[1].");
        using (writer.Method(Owner + "Forward", "ref float source, ref float probability, ref float tail"))
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            writer.Line("V score = V.Load(ref source, part);");
            writer.Line("V power = LaneMath.Flush(LaneMath.Exp(V.Zero - V.Abs(score)));");
            writer.Line("V.Store(LaneMath.Sigmoid(score), ref probability, part);");
            writer.Line("V.Store(LaneMath.LogOnePlus(power), ref tail, part);");
        }

        writer.Line();
    }

    protected override void WriteLossKernel(SourceWriter writer)
    {
        writer.Line($"// {Owner} loss: max(z, 0) + tail -> loss, where z is in[1] for label 0 and -in[1] for label 1, sample by sample.");
        using (writer.Method(Owner + "Loss", "ref float source, ref float tail, ref int labels, ref float losses"))
        using (writer.Block("for (int sample = 0; sample < MicroBatch.Samples; sample++)"))
        {
            writer.Line("float score = Unsafe.Add(ref source, sample);");
            writer.Line("float wrong = Unsafe.Add(ref labels, sample) == 0 ? score : -score;");
            writer.Line("Unsafe.Add(ref losses, sample) = MathF.Max(wrong, 0f) + Unsafe.Add(ref tail, sample);");
        }

        writer.Line();
    }

    protected override void WriteInputGradientKernel(SourceWriter writer)
    {
        writer.Line($"// {Owner} input gradient: (probability[1] - label) * weight{Derivative} -> dIn[1].");
        using (writer.Method(Owner + "InputGradient", InputGradientParameters))
        {
            using (writer.Block("for (int sample = 0; sample < MicroBatch.Samples; sample++)"))
            {
                writer.Line("float excess = Unsafe.Add(ref probability, sample) - Unsafe.Add(ref labels, sample);");
                writer.Line("Unsafe.Add(ref inGradient, sample) = excess * Unsafe.Add(ref sampleWeights, sample);");
            }

            WriteDerivative(writer, "V.SubBlocks");
        }

        writer.Line();
    }
}

using CnnGen.Generator.Kernels;
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
        KernelMethod kernel = new(Owner + "Forward", $"{Owner} forward: 1 / (1 + e^-in[1]) -> probability[1], ln(1 + e^-|in|) -> tail[1].");
        Address source = kernel.Array("source");
        Address probability = kernel.Array("probability");
        Address tail = kernel.Array("tail");
        kernel.Body.Loop("part", Integer.InAllSubBlocks(1), (block, part) =>
        {
            Lanes score = block.Declare("score", Lanes.Load(source, part));
            Lanes vanishing = Lanes.Apply(LaneFunction.Exp, Lanes.Zero - Lanes.Abs(score));
            Lanes power = block.Declare("power", Lanes.Apply(LaneFunction.Flush, vanishing));
            block.Store(Lanes.Apply(LaneFunction.Sigmoid, score), probability, part);
            block.Store(Lanes.Apply(LaneFunction.LogOnePlus, power), tail, part);
        });
        kernel.Write(writer);
    }

    protected override void WriteLossKernel(SourceWriter writer)
    {
        KernelMethod kernel = new(
            Owner + "Loss", $"{Owner} loss: max(z, 0) + tail -> loss, where z is in[1] for label 0 and -in[1] for label 1, sample by sample.");
        kernel.Array("source");
        kernel.Array("tail");
        kernel.Parameter("ref int", "labels");
        kernel.Array("losses");
        kernel.Body.Loop("sample", SamplesOfMicroBatch, (block, _) =>
        {
            block.Write($"float score = Unsafe.Add(ref source, sample);", "score");
            block.Write($"float wrong = Unsafe.Add(ref labels, sample) == 0 ? score : -score;", "wrong");
            block.Write($"Unsafe.Add(ref losses, sample) = MathF.Max(wrong, 0f) + Unsafe.Add(ref tail, sample);");
        });
        kernel.Write(writer);
    }

    protected override void WriteInputGradientKernel(SourceWriter writer)
    {
        GradientKernel kernel = BeginInputGradient($"{Owner} input gradient: (probability[1] - label) * weight{Derivative} -> dIn[1].");
        kernel.Method.Body.Loop("sample", SamplesOfMicroBatch, (block, _) =>
        {
            block.Write($"float excess = Unsafe.Add(ref probability, sample) - Unsafe.Add(ref labels, sample);", "excess");
            block.Write($"Unsafe.Add(ref inGradient, sample) = excess * Unsafe.Add(ref sampleWeights, sample);");
        });
        WriteInputGradient(writer, kernel);
    }
}

using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Softmax and cross entropy together, so that the loss is a difference of logarithms and the gradient is
/// p − [label], which stays exact where p is 0 or 1 (Bishop, Pattern Recognition and Machine Learning, 4.109). With label
/// smoothing ε the target is (1 − ε) [label] + ε / classes in place of [label] (Szegedy et al., Rethinking the Inception
/// Architecture for Computer Vision, 2016).
/// </summary>
/// <param name="smoothing">The ε.</param>
/// <param name="share">By how much it counts where it is not the network's only loss.</param>
/// <param name="name">As emitted code calls it.</param>
/// <param name="input">The scores.</param>
/// <param name="output">The probabilities.</param>
internal sealed class SoftmaxCrossEntropyOperation(float smoothing, float share, string name, Tensor input, Tensor output)
    : LabelLossOperation(name, input, output, "LogSum")
{
    public override PredictionKind Predicts => PredictionKind.Classes;

    public override string Prediction => FormattableString.Invariant($"The likeliest class and the probabilities of all {Classes}.");

    public override string Scores => FormattableString.Invariant($"{Classes} probabilities");

    protected override string InferenceCall(string source, string target) =>
        ArgumentText.Call("InferenceScores.Softmax<V>", source, target, Classes);

    protected override void WriteForwardKernel(SourceWriter writer)
    {
        string logSum = Smooths ? $"ln sum e^in - {Literal.Shortest(Share)} * sum in" : "ln sum e^in";
        KernelMethod kernel = new(
            Owner + "Forward", $"{Owner} forward: softmax(in[{Classes}]) -> probability[{Classes}], {logSum} -> logSum.");
        Address source = kernel.Array("source");
        Address probability = kernel.Array("probability");
        Address logSums = kernel.Array("logSum");
        kernel.Body.Loop("part", Integer.InAllSubBlocks(1), (block, part) =>
        {
            Lanes largest = block.Declare("largest", Lanes.Load(source, 0));
            block.Loop("i", 1, Classes, (turn, i) => turn.Assign(largest, Lanes.Max(Lanes.Load(source, i), largest)));
            block.Skip();
            Lanes sum = block.Declare("sum", Lanes.Zero);
            Lanes below = Smooths ? block.Declare("below", Lanes.Zero) : sum;
            block.Loop("i", Classes, (turn, i) =>
            {
                Lanes power = turn.Declare("power", Lanes.Apply(LaneFunction.Exp, Lanes.Load(source, i) - largest));
                turn.Store(power, probability, i);
                turn.Add(sum, power);
                if (Smooths)
                {
                    turn.Add(below, largest - Lanes.Load(source, i));
                }
            });
            block.Skip();
            block.Loop("i", Classes, (turn, i) =>
                turn.Store(Lanes.Apply(LaneFunction.FlushProbability, Lanes.Load(probability, i) / sum), probability, i));
            block.Skip();
            Lanes log = Lanes.Apply(LaneFunction.Log, sum);
            block.Store(
                Smooths ? Lanes.MultiplyAdd(below, Lanes.Broadcast(Share), Lanes.MultiplyAdd(largest, Lanes.Broadcast(Rest), log)) : largest + log,
                logSums,
                part);
            block.Move(source, source.At(Classes));
            block.Move(probability, probability.At(Classes));
        });
        kernel.Write(writer);
    }

    protected override void WriteLossKernel(SourceWriter writer)
    {
        string factor = Smooths ? $"{Literal.Shortest(Rest)}f * " : string.Empty;
        KernelMethod kernel = new(Owner + "Loss", $"{Owner} loss: logSum - {factor}in[label] -> loss, sample by sample.");
        kernel.Array("source");
        kernel.Array("logSum");
        kernel.Parameter("ref int", "labels");
        kernel.Array("losses");
        kernel.Body.Loop("sample", SamplesOfMicroBatch, (block, sample) =>
        {
            WriteScoreOfLabel(block);
            string score = Smooths ? $"({factor}Unsafe.Add(ref source, score))" : "Unsafe.Add(ref source, score)";
            block.Write($"Unsafe.Add(ref losses, {sample}) = Unsafe.Add(ref logSum, {sample}) - {score};");
        });
        kernel.Write(writer);
    }

    protected override void WriteInputGradientKernel(SourceWriter writer)
    {
        string target = Smooths ? $"{Literal.Shortest(Rest)} * [label] - {Literal.Shortest(Share)}" : "[label]";
        string counted = CountsWhole ? string.Empty : $" * {Literal.Shortest(share)}";
        GradientKernel kernel = BeginInputGradient(
            $"{Owner} input gradient: (probability[{Classes}] - {target}) * weight{counted}{Derivative} -> dIn[{Classes}].");
        Block body = kernel.Method.Body;
        body.Loop("part", Integer.InAllSubBlocks(1), (parts, part) => parts.Loop("i", Classes, (block, i) =>
        {
            Integer at = (part * Classes) + i;
            Lanes probability = Lanes.Load(kernel.Probability, at);
            Lanes weight = Lanes.Load(kernel.Weights, part);
            block.Store(
                (Smooths ? probability - Lanes.Broadcast(Share) : probability) * (CountsWhole ? weight : weight * Lanes.Broadcast(share)), kernel.InGradient, at);
        }));
        body.Skip();
        body.Loop("sample", SamplesOfMicroBatch, (block, sample) =>
        {
            WriteScoreOfLabel(block);
            string kept = Smooths ? $"{Literal.Shortest(Rest)}f * " : string.Empty;
            string part = CountsWhole ? string.Empty : $" * {Literal.Shortest(share)}f";
            block.Write($"Unsafe.Add(ref inGradient, score) -= {kept}Unsafe.Add(ref sampleWeights, {sample}){part};");
        });
        WriteInputGradient(writer, kernel);
    }

    private int Classes => Input.Size;

    private bool Smooths => smoothing != 0;

    private bool CountsWhole => share == 1;

    // What each class gets of a label.
    private float Share => (float)((double)smoothing / Classes);

    // What the label keeps beyond that.
    private float Rest => 1 - smoothing;

    // Scores lie as [sub-block][class][lane].
    private void WriteScoreOfLabel(Block block) => block.Write(
        $"int score = ((((sample / V.Count) * {Classes}) + Unsafe.Add(ref labels, sample)) * V.Count) + (sample % V.Count);", "score");
}

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

    public override string Prediction => $"The likeliest class and the probabilities of all {Literal.Of(Classes)}.";

    public override string Scores => $"{Literal.Of(Classes)} probabilities";

    protected override string InferenceCall(string source, string target) =>
        $"InferenceScores.Softmax<V>({source}, {target}, {Literal.Of(Classes)});";

    protected override void WriteForwardKernel(SourceWriter writer)
    {
        string classes = Literal.Of(Classes);
        string logSum = Smooths ? $"ln sum e^in - {Share} * sum in" : "ln sum e^in";
        writer.Line($"// {Owner} forward: softmax(in[{classes}]) -> probability[{classes}], {logSum} -> logSum.");
        using (writer.Method(Owner + "Forward", "ref float source, ref float probability, ref float logSum"))
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            writer.Line("V largest = V.Load(ref source, 0);");
            using (writer.Block($"for (int i = 1; i < {classes}; i++)"))
            {
                writer.Line("largest = V.Max(V.Load(ref source, i), largest);");
            }

            writer.Line();
            writer.Line("V sum = V.Zero;");
            if (Smooths)
            {
                writer.Line("V below = V.Zero;");
            }

            using (writer.Block($"for (int i = 0; i < {classes}; i++)"))
            {
                writer.Line("V power = LaneMath.Exp(V.Load(ref source, i) - largest);");
                writer.Line("V.Store(power, ref probability, i);");
                writer.Line("sum += power;");
                if (Smooths)
                {
                    writer.Line("below += largest - V.Load(ref source, i);");
                }
            }

            writer.Line();
            using (writer.Block($"for (int i = 0; i < {classes}; i++)"))
            {
                writer.Line("V.Store(LaneMath.FlushProbability(V.Load(ref probability, i) / sum), ref probability, i);");
            }

            writer.Line();
            writer.Line(Smooths
                ? $"V.Store(V.MultiplyAdd(below, V.Broadcast({Share}), V.MultiplyAdd(largest, V.Broadcast({Rest}), LaneMath.Log(sum))), ref logSum, part);"
                : "V.Store(largest + LaneMath.Log(sum), ref logSum, part);");
            writer.Line($"source = ref V.At(ref source, {classes});");
            writer.Line($"probability = ref V.At(ref probability, {classes});");
        }

        writer.Line();
    }

    protected override void WriteLossKernel(SourceWriter writer)
    {
        string factor = Smooths ? $"{Rest} * " : string.Empty;
        writer.Line($"// {Owner} loss: logSum - {factor}in[label] -> loss, sample by sample.");
        using (writer.Method(Owner + "Loss", "ref float source, ref float logSum, ref int labels, ref float losses"))
        using (writer.Block("for (int sample = 0; sample < MicroBatch.Samples; sample++)"))
        {
            writer.Line($"int score = {ScoreOfLabel};");
            writer.Line($"Unsafe.Add(ref losses, sample) = Unsafe.Add(ref logSum, sample) - {(Smooths ? $"({factor}Unsafe.Add(ref source, score))" : "Unsafe.Add(ref source, score)")};");
        }

        writer.Line();
    }

    protected override void WriteInputGradientKernel(SourceWriter writer)
    {
        string classes = Literal.Of(Classes);
        string target = Smooths ? $"{Rest} * [label] - {Share}" : "[label]";
        writer.Line($"// {Owner} input gradient: (probability[{classes}] - {target}) * weight{(CountsWhole ? string.Empty : $" * {Literal.Shortest(share)}")}{Derivative} -> dIn[{classes}].");
        using (writer.Method(Owner + "InputGradient", InputGradientParameters))
        {
            using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
            using (writer.Block($"for (int i = 0; i < {classes}; i++)"))
            {
                string at = $"(part * {classes}) + i";
                string difference = Smooths ? $"(V.Load(ref probability, {at}) - V.Broadcast({Share}))" : $"V.Load(ref probability, {at})";
                string weight = CountsWhole ? "V.Load(ref sampleWeights, part)" : $"(V.Load(ref sampleWeights, part) * V.Broadcast({Literal.Of(share)}))";
                writer.Line($"V.Store({difference} * {weight}, ref inGradient, {at});");
            }

            writer.Line();
            using (writer.Block("for (int sample = 0; sample < MicroBatch.Samples; sample++)"))
            {
                writer.Line($"int score = {ScoreOfLabel};");
                writer.Line($"Unsafe.Add(ref inGradient, score) -= {(Smooths ? $"{Rest} * " : string.Empty)}Unsafe.Add(ref sampleWeights, sample){(CountsWhole ? string.Empty : $" * {Literal.Of(share)}")};");
            }

            WriteDerivative(writer, $"{classes} * V.SubBlocks");
        }

        writer.Line();
    }

    private bool Smooths => smoothing != 0;

    private bool CountsWhole => share == 1;

    // What each class gets of a label.
    private int Classes => Input.Size;

    private string Share => Literal.Of((float)((double)smoothing / Classes));

    // What the label keeps beyond that.
    private string Rest => Literal.Of(1 - smoothing);

    // Scores lie as [sub-block][class][lane].
    private string ScoreOfLabel =>
        $"((((sample / V.Count) * {Literal.Of(Classes)}) + Unsafe.Add(ref labels, sample)) * V.Count) + (sample % V.Count)";
}

using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Softmax and cross entropy together, so that the loss is a difference of logarithms and the gradient is
/// p − [label], which stays exact where p is 0 or 1 (Bishop, Pattern Recognition and Machine Learning, 4.109).
/// </summary>
internal sealed class SoftmaxCrossEntropyOperation(string name, Tensor input, Tensor output) : LabelLossOperation(name, input, output, "LogSum")
{
    public override int Classes => Input.Size;

    public override string Prediction => $"The likeliest class and the probabilities of all {Literal.Of(Classes)}.";

    public override string Scores => $"{Literal.Of(Classes)} probabilities";

    protected override string InferenceCall(string source, string target) =>
        $"InferenceScores.Softmax<V>({source}, {target}, {Literal.Of(Classes)});";

    protected override void WriteForwardKernel(SourceWriter writer)
    {
        string classes = Literal.Of(Classes);
        writer.Line($"// {Name} forward: softmax(in[{classes}]) -> probability[{classes}], ln sum e^in -> logSum.");
        using (writer.Method(Name + "Forward", "ref float source, ref float probability, ref float logSum"))
        using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            writer.Line("V largest = V.Load(ref source, 0);");
            using (writer.Block($"for (int i = 1; i < {classes}; i++)"))
            {
                writer.Line("largest = V.Max(V.Load(ref source, i), largest);");
            }

            writer.Line();
            writer.Line("V sum = V.Zero;");
            using (writer.Block($"for (int i = 0; i < {classes}; i++)"))
            {
                writer.Line("V power = LaneMath.Exp(V.Load(ref source, i) - largest);");
                writer.Line("V.Store(power, ref probability, i);");
                writer.Line("sum += power;");
            }

            writer.Line();
            using (writer.Block($"for (int i = 0; i < {classes}; i++)"))
            {
                writer.Line("V.Store(LaneMath.FlushProbability(V.Load(ref probability, i) / sum), ref probability, i);");
            }

            writer.Line();
            writer.Line("V.Store(largest + LaneMath.Log(sum), ref logSum, part);");
            writer.Line($"source = ref V.At(ref source, {classes});");
            writer.Line($"probability = ref V.At(ref probability, {classes});");
        }

        writer.Line();
    }

    protected override void WriteLossKernel(SourceWriter writer)
    {
        writer.Line($"// {Name} loss: logSum - in[label] -> loss, sample by sample.");
        using (writer.Method(Name + "Loss", "ref float source, ref float logSum, ref int labels, ref float losses"))
        using (writer.Block("for (int sample = 0; sample < Block.Samples; sample++)"))
        {
            writer.Line($"int score = {ScoreOfLabel};");
            writer.Line("Unsafe.Add(ref losses, sample) = Unsafe.Add(ref logSum, sample) - Unsafe.Add(ref source, score);");
        }

        writer.Line();
    }

    protected override void WriteInputGradientKernel(SourceWriter writer)
    {
        string classes = Literal.Of(Classes);
        writer.Line($"// {Name} input gradient: (probability[{classes}] - [label]) * weight{Derivative} -> dIn[{classes}].");
        using (writer.Method(Name + "InputGradient", InputGradientParameters))
        {
            using (writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
            using (writer.Block($"for (int i = 0; i < {classes}; i++)"))
            {
                string at = $"(part * {classes}) + i";
                writer.Line($"V.Store(V.Load(ref probability, {at}) * V.Load(ref weights, part), ref inGradient, {at});");
            }

            writer.Line();
            using (writer.Block("for (int sample = 0; sample < Block.Samples; sample++)"))
            {
                writer.Line($"int score = {ScoreOfLabel};");
                writer.Line("Unsafe.Add(ref inGradient, score) -= Unsafe.Add(ref weights, sample);");
            }

            WriteDerivative(writer, $"{classes} * V.SubBlocks");
        }

        writer.Line();
    }

    // Scores lie as [sub-block][class][lane].
    private string ScoreOfLabel =>
        $"((((sample / V.Count) * {Literal.Of(Classes)}) + Unsafe.Add(ref labels, sample)) * V.Count) + (sample % V.Count)";
}

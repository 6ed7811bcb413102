namespace CnnGen.Kernels.Tests.Reference;

/// <summary>out[o] = bias[o] + Σ weight[o, i] · in[i].</summary>
internal sealed record FullyConnected(int Outputs, bool Bias = true) : Layer
{
    public override string Name => "fc";

    public override bool GivesVector => true;

    public override string Declaration => Bias ? $"FullyConnected({Outputs})" : $"FullyConnected({Outputs}, Bias = false)";

    public override Shape Output(Shape input) => new(Outputs, 1, 1);

    public override IReadOnlyList<int[]> Parameters(Shape input) =>
        Bias ? [[Outputs, input.Size], [Outputs]] : [[Outputs, input.Size]];

    public override double[] Forward(Shape shape, double[] input, double[][] parameters)
    {
        double[] output = new double[Outputs];
        for (int o = 0; o < Outputs; o++)
        {
            output[o] = Bias ? parameters[1][o] : 0;
            for (int i = 0; i < input.Length; i++)
            {
                output[o] += parameters[0][(o * input.Length) + i] * input[i];
            }
        }

        return output;
    }

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[input.Length];
        for (int o = 0; o < Outputs; o++)
        {
            for (int i = 0; i < input.Length; i++)
            {
                parameterGradients[0][(o * input.Length) + i] += outputGradient[o] * input[i];
                inputGradient[i] += outputGradient[o] * parameters[0][(o * input.Length) + i];
            }

            if (Bias)
            {
                parameterGradients[1][o] += outputGradient[o];
            }
        }

        return inputGradient;
    }
}

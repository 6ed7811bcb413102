namespace CnnGen.Runtime.Tests.Networks;

/// <summary>Loss and gradient of <see cref="LinearNetwork"/>, straight from the formulas, in double precision.</summary>
internal sealed record LinearReference(double Loss, int Correct, double[] Gradient)
{
    /// <summary>The mean loss over a dataset and its gradient, laid out like the parameters.</summary>
    public static LinearReference Of(LinearNetwork model, Dataset data)
    {
        float[] weights = model.Parameters[0].Values.ToArray();
        float[] biases = model.Parameters[1].Values.ToArray();
        double[] gradient = new double[LinearNetwork.Weights + LinearNetwork.Outputs];
        double loss = 0;
        int correct = 0;
        float[] x = new float[LinearNetwork.Inputs];
        for (int sample = 0; sample < data.Count; sample++)
        {
            data.CopySample(sample, x);
            int label = data.Label(sample);
            double[] exponentials = [.. Enumerable.Range(0, LinearNetwork.Outputs).Select(output =>
                Math.Exp(biases[output] + x.Select((value, input) => (double)value * weights[(output * x.Length) + input]).Sum()))];
            double[] probabilities = [.. exponentials.Select(value => value / exponentials.Sum())];
            loss -= Math.Log(probabilities[label]) / data.Count;
            correct += probabilities[label] == probabilities.Max() ? 1 : 0;
            for (int output = 0; output < LinearNetwork.Outputs; output++)
            {
                double dScore = (probabilities[output] - (output == label ? 1 : 0)) / data.Count;
                gradient[LinearNetwork.Weights + output] += dScore;
                for (int input = 0; input < x.Length; input++)
                {
                    gradient[(output * x.Length) + input] += dScore * x[input];
                }
            }
        }

        return new LinearReference(loss, correct, gradient);
    }
}

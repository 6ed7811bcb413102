using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests;

/// <summary>
/// Convolution, locally connected and fully connected layer are one family: the first is the second with the same weights
/// at each position, and the second is the third with zeros where nothing is connected. So are their gradients: those of
/// a weight that stands in many places are the sum over these places.
/// </summary>
[Trait("Speed", "Slow")]
public class LocalFamilyTests
{
    private const int Samples = 5;

    public static TheoryData<int> Indices() => [.. Enumerable.Range(0, LocalFamily.All.Count)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_convolution_is_a_locally_connected_layer_with_repeated_weights_and_a_matrix_with_repeated_diagonals(int index)
    {
        LocalFamily family = LocalFamily.All[index];
        var random = new Random(index);
        float[] kernel = Draw(family.Filters * family.Input.Channels * family.KernelHeight * family.KernelWidth, random);
        float[] bias = Draw(family.Filters, random);
        float[] samples = Draw(Samples * family.Input.Size, random);
        int[] labels = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(family.Output.Size))];

        int positions = family.Output.Height * family.Output.Width;
        float[] local = new float[kernel.Length * positions];
        float[] matrix = new float[family.Output.Size * family.Input.Size];
        foreach ((int o, int k, int l, int i) in family.Products())
        {
            local[l] = kernel[k];
            if (i >= 0)
            {
                matrix[(o * family.Input.Size) + i] = kernel[k];
            }
        }

        Trained convolution = Train(family.Convolution, kernel, bias);
        Trained locally = Train(family.LocallyConnected, local, [.. Enumerable.Range(0, positions).SelectMany(_ => bias)]);
        Trained fully = Train(family.FullyConnected, matrix, [.. Enumerable.Range(0, family.Output.Size).Select(o => bias[o / positions])]);

        Agreement.Assert(Doubles(convolution.Scores), locally.Scores, "scores of the locally connected layer");
        Agreement.Assert(Doubles(convolution.Scores), fully.Scores, "scores of the fully connected layer");
        Agreement.Assert(Doubles(convolution.InputGradient), locally.InputGradient, "input gradient of the locally connected layer");
        Agreement.Assert(Doubles(convolution.InputGradient), fully.InputGradient, "input gradient of the fully connected layer");

        double[] overPositions = new double[kernel.Length];
        double[] overDiagonals = new double[kernel.Length];
        foreach ((int o, int k, int l, int i) in family.Products())
        {
            overPositions[k] += locally.WeightGradient[l];
            overDiagonals[k] += i < 0 ? 0 : fully.WeightGradient[(o * family.Input.Size) + i];
            Assert.True(i >= 0 || locally.WeightGradient[l] == 0, "A weight on padding has a gradient.");
        }

        Agreement.Assert(overPositions, convolution.WeightGradient, "weight gradient over positions");
        Agreement.Assert(overDiagonals, convolution.WeightGradient, "weight gradient over diagonals");
        Agreement.Assert(
            [.. Enumerable.Range(0, family.Filters).Select(f => locally.BiasGradient.Where((_, i) => i % family.Filters == f).Sum(value => (double)value))],
            convolution.BiasGradient, "bias gradient over positions");
        Agreement.Assert(
            [.. fully.BiasGradient.Chunk(positions).Select(values => values.Sum(value => (double)value))],
            convolution.BiasGradient, "bias gradient over rows");

        Trained Train(TestNetwork network, float[] weight, float[] biases)
        {
            NetworkUnderTest model = NetworkUnderTest.Create(CompiledNetworks.ClassOf(network));
            int channels = family.Input.Channels;
            model.SetParameters(
            [
                [.. Enumerable.Range(0, family.Input.Size * channels).Select(i => i / channels % channels == i % channels ? 1f : 0f)],
                new float[family.Input.Size],
                weight,
                biases,
            ]);
            IStepUnderTest step = model.Step(Samples, threads: 1, LaneWidth.Widest);
            step.ComputeGradient(Dataset.FromArrays(samples, labels, family.Input.Size, family.Output.Size), Order.First(Samples));
            float[] scores = new float[Samples * family.Output.Size];
            model.Predict(samples, scores);
            float[][] gradient = step.Gradient();
            return new Trained(scores, gradient[1], gradient[2], gradient[3]);
        }
    }

    [Fact]
    public void What_is_called_a_convolution_is_the_sum_of_input_at_i_plus_m_and_j_plus_n_times_kernel_at_m_and_n()
    {
        var random = new Random(1);
        float[] image = Draw(5 * 7, random);
        float[] kernel = Draw(3 * 2, random);
        double[] sums = new double[3 * 6];
        for (int i = 0; i < 3; i++)
        for (int j = 0; j < 6; j++)
        for (int m = 0; m < 3; m++)
        for (int n = 0; n < 2; n++)
        {
            sums[(i * 6) + j] += (double)image[((i + m) * 7) + j + n] * kernel[(m * 2) + n];
        }

        NetworkUnderTest model = NetworkUnderTest.Create(CompiledNetworks.ClassOf(LocalFamily.PlainConvolution));
        model.SetParameters([kernel]);
        Agreement.Assert(new SoftmaxCrossEntropy().Scores(sums), model.Predict(image).Scores, "scores");
    }

    private static double[] Doubles(float[] values) => [.. values.Select(value => (double)value)];

    private static float[] Draw(int length, Random random) =>
        [.. Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1))];

    private sealed record Trained(float[] Scores, float[] InputGradient, float[] WeightGradient, float[] BiasGradient);
}

using CnnGen.Kernels.Tests.Layers;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;
using CnnGen.Testing;

namespace CnnGen.Kernels.Tests;

/// <summary>A window with a value that is not a number gives none, wherever in the window it stands, and so does its gradient.</summary>
[Trait("Speed", "Slow")]
public class NotANumberTests
{
    // A weight for each value, so that the gradient shows which value of a window gets it; outputs are the windows themselves.
    private static readonly Dictionary<string, TestNetwork> Networks = new[]
    {
        Pooled([2, 6, 7], new MaxPool2D(2, 2)),
        Pooled([2, 6, 7], new MaxPool2D(3, 3, 2)),
        Pooled([2, 7, 6], new MaxPool2D(3, 3, 2, 1, CeilMode: true)),
        Pooled([2, 5, 8], new MaxPool2D(5, 4)),
        Pooled([2, 11], new MaxPool1D(3, 2, 1)),
    }.Concat(LayerCases.All.SelectMany(cases => cases.NotANumber)).ToDictionary(network => network.Name);

    // A prediction of one sample takes these pools into the convolution in front of them.
    private static readonly Dictionary<string, TestNetwork> Fused = new[]
    {
        WithNumbers([2, 8, 8], new Conv2D(16, 1), new ReLU(), new MaxPool2D(2, 2)),
        WithNumbers([2, 8, 8], new Conv2D(7, 1), new MaxPool2D(2, 2)),
        WithNumbers([2, 16, 16], new Conv2D(16, 1), new Conv2D(16, 3, 3, Padding: 1), new ReLU(), new MaxPool2D(2, 2)),
    }.ToDictionary(network => network.Name);

    private static readonly Lazy<Dictionary<string, Type>> Classes = new(Compile);

    public static TheoryData<string, LaneWidth> Cases()
    {
        var cases = new TheoryData<string, LaneWidth>();
        foreach (string network in Networks.Keys)
        {
            foreach (LaneWidth width in Widths.Present)
            {
                cases.Add(network, width);
            }
        }

        return cases;
    }

    public static TheoryData<string> AllNames() => [.. Networks.Keys, .. Fused.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Its_gradient_goes_to_the_value_that_is_not_a_number(string name, LaneWidth width)
    {
        DrawnBatch batch = Draw(Networks[name]);
        NetworkUnderTest model = Create(name, batch);
        ReferenceNetwork reference = Networks[name].Reference();
        double[][] parameters = batch.ParametersAsDouble();
        IStepUnderTest step = model.Step(batchSize: 1, threads: 1, width);
        for (int sample = 0; sample < batch.Count; sample++)
        {
            double[][] expected = [.. parameters.Select(tensor => new double[tensor.Length])];
            reference.AddGradient(batch.Sample(sample), batch.Target(sample), parameters, expected);
            step.ComputeGradient(model.Dataset(batch), [sample]);
            foreach ((double[] tensor, float[] actual) in expected.Zip(step.Gradient()))
            {
                AssertSame(tensor, actual, $"gradient of sample {sample}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void It_shows_in_the_scores_of_batches_and_of_one_sample(string name)
    {
        TestNetwork network = Networks.GetValueOrDefault(name) ?? Fused[name];
        DrawnBatch batch = Draw(network);
        NetworkUnderTest model = Create(name, batch);
        double[][] parameters = batch.ParametersAsDouble();
        double[] expected = [.. Enumerable.Range(0, batch.Count).SelectMany(sample => network.Reference().Scores(batch.Sample(sample), parameters))];
        Assert.Contains(expected, double.IsNaN);
        Assert.Contains(expected, double.IsFinite);
        foreach (LaneWidth width in Widths.Present)
        {
            AssertSame(expected, model.Scores(batch, width), $"scores of batches with {width}");
            AssertSame(expected, model.Sample(width).Scores(batch.Samples), $"scores of single samples with {width}");
        }
    }

    private static TestNetwork Pooled(int[] input, MaxPool2D pool) => input.Length == 2
        ? WithNumbers(input, new LocallyConnected1D(3, 1), pool)
        : WithNumbers(input, new LocallyConnected2D(3, 1), pool);

    private static TestNetwork WithNumbers(int[] input, params Layer[] layers) =>
        new(input, [.. layers, new Flatten()]) { Loss = new MeanSquaredError() };

    private static NetworkUnderTest Create(string name, DrawnBatch batch)
    {
        NetworkUnderTest model = NetworkUnderTest.Create(Classes.Value[name]);
        model.SetParameters(batch.Parameters);
        return model;
    }

    // A sample for each of the first 42 positions, and for every third one beside it as well.
    private static DrawnBatch Draw(TestNetwork network)
    {
        int positions = network.Input.Height * network.Input.Width;
        DrawnBatch batch = DrawnBatch.Draw(network, count: Math.Min(positions, 42));
        for (int sample = 0; sample < batch.Count; sample++)
        {
            batch.Samples[(sample * batch.SampleSize) + sample] = float.NaN;
            if (sample % 3 == 0)
            {
                batch.Samples[(sample * batch.SampleSize) + ((sample + 1) % positions)] = float.NaN;
            }
        }

        return batch;
    }

    private static void AssertSame(double[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                double.IsNaN(expected[i]) ? float.IsNaN(actual[i]) : Math.Abs(expected[i] - actual[i]) < 1e-4,
                $"{what}[{i}]: expected {expected[i]:G6}, but found {actual[i]:G6}.");
        }
    }

    private static Dictionary<string, Type> Compile()
    {
        TestNetwork[] all = [.. Networks.Values, .. Fused.Values];
        System.Reflection.Assembly assembly = new NetworkCompilation(
            "using CnnGen;\n" + string.Concat(all.Select((network, index) => network.Declaration($"Network{index}")))).EmitAndLoad();
        return all.Index().ToDictionary(network => network.Item.Name, network => assembly.GetType($"Network{network.Index}", throwOnError: true)!);
    }
}

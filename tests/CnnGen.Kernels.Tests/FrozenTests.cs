using System.Reflection;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen.Kernels.Tests;

/// <summary>Frozen layers stay as they are and cost nothing; the others learn as they would without them.</summary>
[Trait("Speed", "Slow")]
public class FrozenTests
{
    public static TheoryData<string> Names() => [.. TestNetworks.Frozen.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_learns_has_the_same_gradient_to_the_bit(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        TestNetwork plain = network with { Frozen = [] };
        DrawnBatch batch = Expectation.Of(plain).Batch;
        (float[] scores, Dictionary<string, float[]> expected) = Compute(plain, batch);
        (float[] frozenScores, Dictionary<string, float[]> found) = Compute(network, batch);
        Assert.Equal(scores, frozenScores);
        Assert.DoesNotContain(found.Keys, key => FrozenParameters(network).Contains(key));
        Assert.Equal(expected.Count, found.Count + FrozenParameters(network).Count());
        Assert.All(found, gradient => Assert.Equal(expected[gradient.Key], gradient.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Frozen_parameters_stay_the_same_to_the_bit_and_the_others_do_not(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        DrawnBatch batch = Expectation.Of(network with { Frozen = [] }).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        Dictionary<string, float[]> before = Values(model);
        IStepUnderTest step = model.Step(batch.Count, threads: 2, LaneWidth.Widest, new Sgd(0.1f) { Momentum = 0.9f, WeightDecay = 0.01f });
        for (int i = 0; i < 3; i++)
        {
            step.ComputeGradient(model.Dataset(batch), Order.First(batch.Count));
            step.Update();
        }

        Assert.All(Values(model), after =>
            Assert.Equal(FrozenParameters(network).Contains(after.Key), before[after.Key].AsSpan().SequenceEqual(after.Value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Kernels_of_a_network_with_frozen_layers_stay_inside_their_memory(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        DrawnBatch batch = Expectation.Of(network with { Frozen = [] }).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest step = model.Step(MicroBatch.Samples, threads: 1, LaneWidth.Widest);
        step.ComputeGradient(model.Dataset(batch), Order.First(MicroBatch.Samples));
        Assert.Equal(step.Gradient(), model.Block(LaneWidth.Widest).Gradient(batch));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_gradient_code_is_written_that_nothing_learns_from(string name)
    {
        TestNetwork network = TestNetworks.Named(name);
        string[] frozen = [.. FrozenParameters(network).Select(parameter => parameter.Split('.')[0]).Distinct()];
        string[] learning = [.. network.Reference().ParameterNames.Select(parameter => parameter.Split('.')[0]).Distinct().Except(frozen)];
        string[] methods = Methods(network);
        Assert.DoesNotContain(methods, method => frozen.Any(layer => IsOf(method, layer + "WeightGradient") || IsOf(method, layer + "BiasGradient")));
        Assert.All(learning, layer => Assert.Contains(methods, method => IsOf(method, layer + "WeightGradient")));
        if (learning.Length == 0)
        {
            Assert.DoesNotContain(methods, method => method.Contains("InputGradient", StringComparison.Ordinal));
        }
        else
        {
            Assert.DoesNotContain(methods, method => IsOf(method, learning[0] + "InputGradient"));
        }
    }

    [Fact]
    public void Activations_in_front_of_the_first_layer_that_learns_are_not_kept()
    {
        TestNetwork[] frozen = [.. TestNetworks.Frozen.Where(network => network.Layers == TestNetworks.LeNet5.Layers)];
        int[] arenas = [.. frozen.Select(network => Layout(network).ArenaLength)];
        Assert.All(arenas[..1].Concat(arenas[3..]), arena => Assert.True(arena < Layout(TestNetworks.LeNet5).ArenaLength));
    }

    private static bool IsOf(string method, string start) => method.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static string[] Methods(TestNetwork network)
    {
        Type type = CompiledNetworks.ClassOf(network);
        Type kernels = type.Assembly.GetType($"CnnGen.Generated.{type.Name}.Kernels", throwOnError: true)!;
        return [.. kernels.GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Select(method => method.Name)];
    }

    private static NetworkLayout Layout(TestNetwork network) =>
        NetworkUnderTest.Create(network, DrawnBatch.Draw(network, count: 1)).Layout;

    private static IEnumerable<string> FrozenParameters(TestNetwork network)
    {
        string[] layers =
        [
            .. network.Layers.Select((layer, index) => (layer.Name, Index: index))
                .Where(layer => layer.Name.Length > 0)
                .GroupBy(layer => layer.Name)
                .SelectMany(kind => kind.Select((layer, number) => (Name: $"{layer.Name}{number + 1}.", layer.Index)))
                .Where(layer => network.Frozen.Contains(layer.Index))
                .Select(layer => layer.Name),
        ];
        return network.Reference().ParameterNames.Where(name => layers.Any(layer => name.StartsWith(layer, StringComparison.Ordinal)));
    }

    private static (float[] Scores, Dictionary<string, float[]> Gradients) Compute(TestNetwork network, DrawnBatch batch)
    {
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest step = model.Step(batch.Count, threads: 1, LaneWidth.Widest);
        step.ComputeGradient(model.Dataset(batch), Order.First(batch.Count));
        return (
            model.Scores(batch, LaneWidth.Widest),
            model.Layout.Parameters
                .Where(parameter => parameter.Offset < model.Layout.LearnedLength)
                .Zip(step.Gradient())
                .ToDictionary(pair => pair.First.Name, pair => pair.Second));
    }

    private static Dictionary<string, float[]> Values(NetworkUnderTest model) =>
        model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values.ToArray());
}

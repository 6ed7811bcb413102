using System.Reflection;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>Looks for the smallest network that shows a fault: fewer layers, smaller inputs and numbers, options at their defaults.</summary>
internal static class Shrinking
{
    /// <summary>The smallest case found that fails as well.</summary>
    /// <param name="failing">A case that fails.</param>
    /// <param name="fails">Whether a case fails.</param>
    /// <param name="attempts">Cases tried at most.</param>
    public static DrawnCase Smallest(DrawnCase failing, Func<DrawnCase, bool> fails, int attempts = 150)
    {
        for (bool shrank = true; shrank;)
        {
            shrank = false;
            foreach (DrawnCase smaller in Smaller(failing).Where(IsPossible))
            {
                if (attempts-- <= 0)
                {
                    return failing;
                }

                if (fails(smaller))
                {
                    (failing, shrank) = (smaller, true);
                    break;
                }
            }
        }

        return failing;
    }

    private static IEnumerable<DrawnCase> Smaller(DrawnCase drawn)
    {
        TestNetwork network = drawn.Network;
        foreach (Layer[] layers in Fewer(network.Layers))
        {
            yield return drawn with { Network = network with { Layers = layers, Frozen = [] } };
        }

        if (network.Frozen.Length > 0)
        {
            yield return drawn with { Network = network with { Frozen = [] } };
        }

        foreach (int samples in new[] { 1, 2, drawn.Samples / 2, drawn.Samples - 1 }.Where(samples => samples > 0 && samples < drawn.Samples).Distinct())
        {
            yield return drawn with { Samples = samples };
        }

        for (int i = 0; i < network.Dimensions.Length; i++)
        {
            foreach (int size in Lower(network.Dimensions[i], 1))
            {
                int[] dimensions = [.. network.Dimensions];
                dimensions[i] = size;
                yield return drawn with { Network = network with { Dimensions = dimensions } };
            }
        }

        foreach (Layer[] layers in Simpler(network.Layers))
        {
            yield return drawn with { Network = network with { Layers = layers } };
        }
    }

    // Half of them, then one less; or the layers of a block in the place of what uses it.
    private static IEnumerable<Layer[]> Fewer(Layer[] layers)
    {
        for (int length = layers.Length / 2; length > 0; length /= 2)
        {
            for (int first = 0; first + length <= layers.Length; first += length)
            {
                yield return [.. layers[..first], .. layers[(first + length)..]];
            }
        }

        for (int i = 0; i < layers.Length; i++)
        {
            foreach (LayerBlock block in layers[i].Blocks)
            {
                yield return [.. layers[..i], .. block.Layers, .. layers[(i + 1)..]];
            }
        }
    }

    private static IEnumerable<Layer[]> Simpler(Layer[] layers)
    {
        for (int i = 0; i < layers.Length; i++)
        {
            foreach (Layer simpler in Simpler(layers[i]))
            {
                yield return [.. layers[..i], simpler, .. layers[(i + 1)..]];
            }
        }
    }

    // A record is made anew by its constructor, with one argument changed.
    private static IEnumerable<Layer> Simpler(Layer layer)
    {
        ConstructorInfo constructor = layer.GetType().GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        ParameterInfo[] parameters = constructor.GetParameters();
        object?[] arguments = [.. parameters.Select(parameter => layer.GetType().GetProperty(parameter.Name!)?.GetValue(layer))];
        for (int i = 0; i < parameters.Length; i++)
        {
            foreach (object? value in SimplerValues(parameters[i], arguments[i]))
            {
                object?[] changed = [.. arguments];
                changed[i] = value;
                yield return (Layer)constructor.Invoke(changed);
            }
        }
    }

    private static IEnumerable<object?> SimplerValues(ParameterInfo parameter, object? value) => value switch
    {
        int number => Lower(number, parameter.HasDefaultValue ? (int)parameter.DefaultValue! : 1).Cast<object?>(),
        bool or double when parameter.HasDefaultValue && !value.Equals(parameter.DefaultValue) => [parameter.DefaultValue],
        LayerBlock block => SimplerBlocks(block),
        LayerBlock[] blocks => blocks.Length > 2
            ? Enumerable.Range(0, blocks.Length).Select(left => (object?)blocks.Where((_, i) => i != left).ToArray())
            : Enumerable.Range(0, blocks.Length).SelectMany(at => SimplerBlocks(blocks[at]).Select(simpler => (object?)blocks.Select((block, i) => i == at ? simpler : block).ToArray())),
        _ => [],
    };

    private static IEnumerable<LayerBlock> SimplerBlocks(LayerBlock block) =>
        Fewer(block.Layers).Concat(Simpler(block.Layers)).Select(layers => block with { Layers = layers });

    private static IEnumerable<int> Lower(int number, int least) =>
        new[] { least, number / 2, number - 1 }.Where(lower => lower >= least && lower < number).Distinct();

    // A shape without values, or layers that need another one, would be refused for another reason.
    private static bool IsPossible(DrawnCase drawn)
    {
        var place = new Place(drawn.Network.Input, (Rank)(drawn.Network.Dimensions.Length - 1));
        return Fit(drawn.Network.Layers, ref place) && place.Rank == Rank.Vector && drawn.Network.Reference().ParameterShapes.Count > 0;
    }

    private static bool Fit(IEnumerable<Layer> layers, ref Place place)
    {
        foreach (Layer layer in layers)
        {
            Place before = place;
            bool takes = layer switch
            {
                FullyConnected => before.Rank == Rank.Vector,
                _ when layer.TakesAnyRank => true,
                _ when layer.Blocks.Any() => layer.Blocks.All(block =>
                {
                    Place inside = before;
                    return Fit(block.Layers, ref inside);
                }),
                Conv1D or LocallyConnected1D or Filter1D or MaxPool1D or AveragePool1D => before.Rank == Rank.Signal,
                Conv2D or LocallyConnected2D or Filter2D or MaxPool2D or AveragePool2D => before.Rank == Rank.Image,
                _ => before.Rank != Rank.Vector,
            };
            if (!takes || layer.Output(before.Shape) is not { Channels: > 0, Height: > 0, Width: > 0 })
            {
                return false;
            }

            place = before.After(layer);
        }

        return true;
    }
}

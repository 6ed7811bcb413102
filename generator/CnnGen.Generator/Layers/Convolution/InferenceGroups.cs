using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>
/// How one sample goes through the groups of a convolution: one after another, each with lanes of filters; or, where each
/// channel is a group with a filter of its own, all at once: a lane is a filter then, and reads the channel in the same lane.
/// </summary>
/// <param name="Count">Groups that come one after another.</param>
/// <param name="Filters">Filters of such a group.</param>
/// <param name="Channels">Channels that each of its filters reads.</param>
/// <param name="LanesAreChannels">Whether each lane reads a channel of its own.</param>
internal readonly record struct InferenceGroups(int Count, int Filters, int Channels, bool LanesAreChannels)
{
    /// <summary>Whether vectors of a group's filters reach into the next group.</summary>
    public bool Overlap => Count > 1 && Filters % Tensor.Lanes > 0;

    /// <summary>The groups whose last vectors reach into nothing but groups that are still to come, or what channels are filled up with.</summary>
    public int Free => (Aligned(Count * Filters) - Aligned(Filters)) / Filters + 1;

    public static InferenceGroups Of(Convolution layer, SampleTensor input) => IsDepthwise(layer, input.Shape.Channels)
        ? new(1, layer.Filters, 1, LanesAreChannels: true)
        : new(layer.Groups, layer.Filters / layer.Groups, input.Shape.Channels / layer.Groups, LanesAreChannels: false);

    /// <summary>Whether each channel is a group with one filter.</summary>
    public static bool IsDepthwise(Convolution layer, int channels) => layer.Groups > 1 && layer.Groups == channels && layer.Filters == channels;

    /// <summary>Filters filled up to whole vectors.</summary>
    public static int Aligned(int filters) => (filters + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes;
}

using System.ComponentModel;

namespace CnnGen.Kernels;

/// <summary>
/// What a normalisation within each sample reads and writes of a micro-batch, and which values it measures together: those of a set.
/// </summary>
/// <param name="Channels">Channels of an image or a signal, features of a vector.</param>
/// <param name="Positions">Values of a channel in one sample.</param>
/// <param name="InputPlane">Vectors from channel to channel of the input.</param>
/// <param name="OutputPlane">Vectors from channel to channel of the output.</param>
/// <param name="Groups">Parts of the channels, each of which is measured by itself.</param>
/// <param name="IsOfPositions">Whether each position is measured by itself; else all positions of a group are one set.</param>
/// <param name="HasWeightsOfValues">Whether each value has a weight and a bias of its own; else each channel has.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct SampleNormShape(
    int Channels, int Positions, int InputPlane, int OutputPlane, int Groups, bool IsOfPositions, bool HasWeightsOfValues)
{
    /// <summary>Sets of one sample: [group][position], or [group].</summary>
    internal int Sets => Groups * PositionSets;

    /// <summary>Sets of one group.</summary>
    internal int PositionSets => IsOfPositions ? Positions : 1;

    /// <summary>Channels of a group.</summary>
    internal int GroupChannels => Channels / Groups;

    /// <summary>Weights, and biases.</summary>
    internal int Weights => HasWeightsOfValues ? Channels * Positions : Channels;

    // Values that follow one another are a run: the channels of a position, or the positions of a channel.
    private bool RunsAlongChannels => IsOfPositions || Positions == 1;

    /// <summary>Runs of a set.</summary>
    internal int Runs => RunsAlongChannels ? 1 : GroupChannels;

    /// <summary>Values of a run.</summary>
    internal int Length => RunsAlongChannels ? GroupChannels : Positions;

    /// <summary>Values of a set.</summary>
    internal long SetValues => (long)Runs * Length;

    /// <summary>How the input is walked.</summary>
    internal SampleNormWalk Input => Walk(InputPlane);

    /// <summary>How the output is walked.</summary>
    internal SampleNormWalk Output => Walk(OutputPlane);

    /// <summary>How weights and biases are walked.</summary>
    internal SampleNormWalk Weight => HasWeightsOfValues ? Walk(Positions)
        : RunsAlongChannels ? new(GroupChannels, 0, 0, 1)
        : new(GroupChannels, 0, 1, 0);

    private SampleNormWalk Walk(int plane) => RunsAlongChannels
        ? new(GroupChannels * plane, 1, 0, plane)
        : new(GroupChannels * plane, 0, plane, 1);
}

/// <summary>Steps, in values or vectors, through what a normalisation within each sample reads or writes.</summary>
/// <param name="Group">From group to group.</param>
/// <param name="Set">From set to set within a group.</param>
/// <param name="Run">From run to run within a set.</param>
/// <param name="Value">From value to value within a run.</param>
internal readonly record struct SampleNormWalk(int Group, int Set, int Run, int Value)
{
    /// <summary>The first value of a set.</summary>
    public nint First(int group, int set) => ((nint)group * Group) + ((nint)set * Set);
}

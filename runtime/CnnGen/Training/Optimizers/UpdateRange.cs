using CnnGen.Memory;

namespace CnnGen.Training.Optimizers;

/// <summary>Part of the arena of parameters, as a task of an update: floats that one pair of factors applies to.</summary>
/// <param name="Start">The first float among all parameters, a multiple of 16.</param>
/// <param name="StateStart">The first float in what the optimiser keeps.</param>
/// <param name="Length">Floats, a multiple of 16.</param>
/// <param name="LearningRateScale">What the learning rate is multiplied by.</param>
/// <param name="WeightDecayScale">What the weight decay is multiplied by.</param>
internal readonly record struct UpdateRange(int Start, int StateStart, int Length, float LearningRateScale, float WeightDecayScale)
{
    /// <summary>The ranges of some tensors: neighbours with the same factors together, cut where they are long.</summary>
    public static UpdateRange[] Of(IReadOnlyList<LearnedTensor> tensors)
    {
        Dictionary<int, int> places = Places(tensors);
        List<UpdateRange> stretches = [];
        foreach (LearnedTensor tensor in tensors.OrderBy(tensor => tensor.Layout.Offset))
        {
            var next = new UpdateRange(tensor.Layout.Offset, places[tensor.Layout.Offset], tensor.Length, tensor.LearningRateScale, tensor.WeightDecayScale);
            if (stretches.Count > 0 && stretches[^1].IsContinuedBy(next))
            {
                stretches[^1] = stretches[^1] with { Length = stretches[^1].Length + next.Length };
            }
            else
            {
                stretches.Add(next);
            }
        }

        return [.. stretches.SelectMany(stretch => stretch.Cut())];
    }

    /// <summary>Where the optimiser keeps its numbers of each tensor, by the tensor's offset: in the same order, without what lies between them.</summary>
    public static Dictionary<int, int> Places(IReadOnlyList<LearnedTensor> tensors)
    {
        Dictionary<int, int> places = [];
        int place = 0;
        foreach (LearnedTensor tensor in tensors.OrderBy(tensor => tensor.Layout.Offset))
        {
            places.Add(tensor.Layout.Offset, place);
            place += tensor.Length;
        }

        return places;
    }

    private bool IsContinuedBy(UpdateRange next) =>
        Start + Length == next.Start && LearningRateScale == next.LearningRateScale && WeightDecayScale == next.WeightDecayScale;

    private IEnumerable<UpdateRange> Cut()
    {
        for (int i = 0; i < ArenaRange.CountFor(Length); i++)
        {
            ArenaRange part = ArenaRange.At(i, Length);
            yield return this with { Start = Start + part.Start, StateStart = StateStart + part.Start, Length = part.Length };
        }
    }
}

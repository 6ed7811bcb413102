using CnnGen.Files;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training.Optimizers;

/// <summary>The tensors of a network that learn, in the order of the layers, each with the factors that an optimiser has for it.</summary>
internal sealed class LearnedParameters
{
    /// <param name="layouts">All parameters of a network.</param>
    /// <param name="length">Floats that learn, a multiple of 16: the tensors before this offset.</param>
    /// <param name="optimizer">The optimiser.</param>
    /// <exception cref="ArgumentException">A group names no part that learns.</exception>
    public LearnedParameters(IReadOnlyList<ParameterLayout> layouts, int length, Optimizer optimizer)
    {
        ParameterLayout[] learned = [.. layouts.Where(layout => layout.Offset < length)];
        int[] starts = [.. learned.Select(layout => layout.Offset).Order()];
        Dictionary<int, int> lengths = starts.Zip([.. starts.Skip(1), length], (start, next) => (start, next - start)).ToDictionary();
        foreach (ParameterGroup group in optimizer.Groups)
        {
            ThrowUnlessLearned(group, layouts, learned);
        }

        Length = length;
        Tensors = [.. learned.Select(layout => Create(layout, lengths[layout.Offset], optimizer))];
    }

    /// <summary>The tensors, which fill the arena up to <see cref="Length"/>.</summary>
    public IReadOnlyList<LearnedTensor> Tensors { get; }

    /// <summary>Floats that learn, a multiple of 16.</summary>
    public int Length { get; }

    /// <exception cref="ArgumentException">A group names no part that learns.</exception>
    public static LearnedParameters Of(NetworkLayout layout, Optimizer optimizer) => new(layout.Parameters, layout.LearnedLength, optimizer);

    private static LearnedTensor Create(ParameterLayout layout, int length, Optimizer optimizer)
    {
        ParameterGroup? nearest = optimizer.Groups.Where(group => group.Includes(layout.Name)).MaxBy(group => group.Name.Length);
        bool decays = layout.IsWeight || optimizer.DecaysBiasesAndNorms;
        return new LearnedTensor(layout, length, nearest?.LearningRateScale ?? 1f, decays ? nearest?.WeightDecayScale ?? 1f : 0f);
    }

    private static void ThrowUnlessLearned(ParameterGroup group, IReadOnlyList<ParameterLayout> layouts, ParameterLayout[] learned)
    {
        if (Array.Exists(learned, layout => group.Includes(layout.Name)))
        {
            return;
        }

        string[] parts = [.. learned.SelectMany(layout => Parts(layout.Name)).Distinct()];
        string there = parts.Length == 0 ? "nothing learns" : $"there are {string.Join(", ", Listing.Lines(parts, parts.Length, "names"))}";
        string frozen = layouts.Any(layout => group.Includes(layout.Name)) ? ", which is frozen" : string.Empty;
        throw new ArgumentException(
            $"Expected each group to name a layer or a block that learns, but found {Quotation.Of(group.Name)}{frozen}; {there}.", nameof(Optimizer.Groups));
    }

    // The blocks around a parameter, and its layer.
    private static IEnumerable<string> Parts(string name)
    {
        for (int dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return name[..dot];
        }
    }
}

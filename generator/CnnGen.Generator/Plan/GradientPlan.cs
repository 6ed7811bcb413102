using CnnGen.Generator.Functions;

namespace CnnGen.Generator.Plan;

/// <summary>
/// Where the gradients of tensors lie: in a place of their own, over the values, or where another tensor has the same gradient; and
/// which gradients are the sum of those of several readers.
/// </summary>
internal sealed class GradientPlan
{
    private readonly HashSet<Tensor> _overValues;
    private readonly Dictionary<Tensor, Tensor> _places;

    private GradientPlan(HashSet<Tensor> overValues, Dictionary<Tensor, Tensor> places, IReadOnlyDictionary<Operation, GatheredGradient> gathered) =>
        (_overValues, _places, Gathered) = (overValues, places, gathered);

    /// <summary>Where the gradients of several readers are added up, by the operation whose results they read.</summary>
    public IReadOnlyDictionary<Operation, GatheredGradient> Gathered { get; }

    public static GradientPlan Of(IReadOnlyList<Operation> operations, TensorUses uses)
    {
        HashSet<Tensor> overValues = [.. operations.Where(operation => IsOverValues(operation, operations, uses)).Select(operation => operation.Output)];
        Dictionary<Tensor, Tensor> places = [];
        foreach (Operation operation in operations)
        {
            foreach (Tensor forwarded in operation.Inputs.Where(operation.ForwardsGradientUnchanged))
            {
                places[forwarded] = operation.Output;
            }
        }

        Dictionary<Operation, GatheredGradient> gathered = [];
        foreach (Operation operation in operations)
        {
            Tensor[] terms = [.. uses.Reads(operation.Output).Select(read => read.Read)];
            if (operation.GoesBackward && terms.Length > 1)
            {
                gathered.Add(operation, new GatheredGradient(operation, terms));

                // The sum takes the place of a term that is read here for the last time.
                if (terms.FirstOrDefault(term => !places.ContainsKey(term)) is { } place)
                {
                    places[operation.Output] = place;
                }
            }
        }

        return new GradientPlan(overValues, places, gathered);
    }

    /// <summary>Whether the gradient takes the place of the values, which nothing reads any more by then.</summary>
    public bool IsOverValues(Tensor tensor) => _overValues.Contains(tensor);

    /// <summary>Whether the gradient has a place that is not that of another tensor's.</summary>
    public bool HasOwnPlace(Tensor tensor) => !_places.ContainsKey(tensor);

    /// <summary>The tensor in whose place the gradient lies: its own, or one whose gradient is the same, bit for bit.</summary>
    public Tensor HolderOf(Tensor tensor) => _places.TryGetValue(tensor, out Tensor place) ? HolderOf(place) : tensor;

    /// <summary>As emitted code calls the place of the gradient.</summary>
    public string NameOf(Tensor tensor) => HolderOf(tensor) is var holder && IsOverValues(holder) ? holder.Name : holder.GradientName;

    private static bool IsOverValues(Operation producer, IReadOnlyList<Operation> operations, TensorUses uses)
    {
        int[] readers = [.. uses.Readers(producer.Output)];
        return producer.Output.NeedsGradient && readers.Length == 1 && operations[readers[0]].WritesGradientOverInput && !producer.BackwardReadsOutput;
    }
}

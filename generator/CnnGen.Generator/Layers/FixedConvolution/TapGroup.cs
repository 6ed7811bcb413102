namespace CnnGen.Generator.Layers;

/// <summary>
/// Taps whose coefficients are the same but for the sign: their inputs are added up, or subtracted, and multiplied once.
/// </summary>
/// <param name="Coefficient">What the sum is multiplied by.</param>
/// <param name="Added">The taps with that coefficient, one at least, row by row.</param>
/// <param name="Subtracted">The taps with its negative, row by row.</param>
internal sealed record TapGroup(float Coefficient, FilterTap[] Added, FilterTap[] Subtracted)
{
    /// <summary>Lane operations of a group beside those of its taps: the coefficient and the product.</summary>
    private const int ProductOperations = 2;

    /// <summary>Whether the sum is multiplied at all, and not just added or subtracted.</summary>
    public bool IsProduct => Math.Abs(Coefficient) != 1;

    public int TapCount => Added.Length + Subtracted.Length;

    private IEnumerable<FilterTap> Taps => Added.Concat(Subtracted);

    /// <summary>
    /// The groups of a kernel in the order of their first taps; the one without a product is the last, since it can be
    /// subtracted as well as added.
    /// </summary>
    public static IReadOnlyList<TapGroup> Of(IEnumerable<FilterTap> taps)
    {
        TapGroup[] groups = [.. taps.GroupBy(tap => Math.Abs(tap.Coefficient)).Select(same => Group([.. same])).OrderBy(group => !group.IsProduct)];
        return groups.Length == 1 && groups[0] is { Coefficient: -1, Subtracted.Length: > 0 } only
            ? [new TapGroup(1, only.Subtracted, only.Added)]
            : groups;
    }

    /// <summary>
    /// Shares groups out among methods: as many in one as it can hold, in their order, and one that is too large for a
    /// method in parts.
    /// </summary>
    /// <param name="groups">The groups.</param>
    /// <param name="operationsPerTap">Lane operations that a tap takes.</param>
    /// <param name="operations">Lane operations of one method.</param>
    public static IReadOnlyList<IReadOnlyList<TapGroup>> Pack(IEnumerable<TapGroup> groups, int operationsPerTap, int operations)
    {
        List<List<TapGroup>> methods = [];
        int left = 0;
        foreach (TapGroup group in groups.SelectMany(group => group.Split((operations - ProductOperations) / operationsPerTap)))
        {
            int needed = (group.TapCount * operationsPerTap) + ProductOperations;
            if (needed > left)
            {
                methods.Add([]);
                left = operations;
            }

            methods[methods.Count - 1].Add(group);
            left -= needed;
        }

        return methods;
    }

    private IEnumerable<TapGroup> Split(int most)
    {
        FilterTap[] taps = [.. Taps];
        for (int first = 0; first < taps.Length; first += most)
        {
            yield return Group([.. taps.Skip(first).Take(most)]);
        }
    }

    private static TapGroup Group(FilterTap[] taps) => new(
        taps[0].Coefficient,
        [.. taps.Where(tap => tap.Coefficient == taps[0].Coefficient)],
        [.. taps.Where(tap => tap.Coefficient != taps[0].Coefficient)]);
}

using CnnGen.Generator.Model;

namespace CnnGen.Generator.Declarations;

/// <summary>One attribute argument, by parameter or property name, or one item of an array of them; a Boolean is 0 or 1.</summary>
internal readonly record struct Argument(string Name, double Value);

/// <summary>A layer as it is declared: the attribute's name and arguments, nothing checked yet.</summary>
/// <param name="Kind">The attribute's class without its suffix: <c>Conv2D</c>.</param>
/// <param name="Arguments">What was written; an argument left out is absent.</param>
/// <param name="Written">The attribute as written: <c>Conv2D(16, 5)</c>.</param>
/// <param name="Site">Which source location what is said of this layer is shown at; ascending in the order of the layers.</param>
internal sealed record LayerDeclaration(string Kind, EquatableArray<Argument> Arguments, string Written, int Site)
{
    /// <summary>The block that brings it, or <see langword="null"/> for a layer of the network's own.</summary>
    public BlockUse? Block { get; init; }

    /// <summary>What reads its input side by side, where it joins the results; empty for a layer that computes by itself.</summary>
    public EquatableArray<Branch> Branches { get; init; }

    /// <summary>The layers of its branches, in the order in which a network runs them, and this one behind them.</summary>
    public IEnumerable<LayerDeclaration> InOrder =>
        Branches.SelectMany(branch => branch.Layers).SelectMany(layer => layer.InOrder).Append(this);

    /// <summary>What messages call it: <c>Conv2D(16, 5) of DigitFeatures</c>.</summary>
    public string Text => Block is null ? Written : $"{Written} of {Block.Block}";

    public bool IsFrozen => Block is { IsFrozen: true } || Flag("Frozen", false);

    /// <summary>The whole number given for <paramref name="name"/>, or <paramref name="otherwise"/>.</summary>
    public int Integer(string name, int otherwise) => (int)(Find(name) ?? otherwise);

    /// <summary>The number given for <paramref name="name"/>, or <paramref name="otherwise"/>.</summary>
    public double Number(string name, double otherwise) => Find(name) ?? otherwise;

    /// <summary>Whether anything is given for <paramref name="name"/>.</summary>
    public bool Has(string name) => Find(name) is not null;

    public bool Flag(string name, bool otherwise) => Find(name) is { } value ? value != 0 : otherwise;

    /// <summary>A size along one dimension: its own argument, or the one given for both.</summary>
    public int Size(string own, string both) => Integer(own, Integer(both, 0));

    /// <summary>All numbers given for <paramref name="name"/>: those of an array, or a single one.</summary>
    public IEnumerable<double> Numbers(string name) =>
        Arguments.Where(argument => argument.Name == name).Select(argument => argument.Value);

    private double? Find(string name)
    {
        foreach (Argument argument in Arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}

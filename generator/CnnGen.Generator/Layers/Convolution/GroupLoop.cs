using CnnGen.Generator.Kernels;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A kernel's way through the groups of a convolution: one method for all of them, which calls the kernel of one group with
/// what lies further on. Where there is one group, its kernel is all.
/// </summary>
internal static class GroupLoop
{
    /// <summary>The name of the kernel of one group.</summary>
    public static string KernelName(string name, int groups) => groups == 1 ? name : name + "Group";

    /// <summary>Writes the walk, where there are several groups.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="title">Shapes and formula.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="groups">How many there are.</param>
    /// <param name="arrays">The parameters.</param>
    public static void Write(SourceWriter writer, string title, string name, int groups, IReadOnlyList<GroupArray> arrays)
    {
        if (groups > 1)
        {
            Build(title, name, groups, arrays, (turn, places) => turn.Call($"{KernelName(name, groups)}<V>", [.. places])).Write(writer);
        }
    }

    /// <summary>Builds the walk.</summary>
    /// <param name="title">Shapes and formula.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="groups">How many there are.</param>
    /// <param name="arrays">The parameters.</param>
    /// <param name="call">Adds what one group does; it gets the places of its arrays.</param>
    public static KernelMethod Build(
        string title, string name, int groups, IReadOnlyList<GroupArray> arrays, Action<Block, IReadOnlyList<Address>> call)
    {
        KernelMethod method = new(name, $"{title}");
        Address[] origins = [.. arrays.Select(array => method.Array(array.Name))];
        method.Body.Loop("group", groups, (turn, group) => call(turn, [.. origins.Zip(arrays, (origin, array) => array.Place(origin, group))]));
        return method;
    }
}

/// <summary>A parameter of a kernel, and the offset of a group's part within it.</summary>
internal sealed record GroupArray(string Name, Func<Address, Integer, Address> Place)
{
    /// <summary>An array of lanes, so many vectors of which belong to a group.</summary>
    public static GroupArray Vectors(string name, int ofGroup) => new(name, (origin, group) => origin.At(group * ofGroup));

    /// <summary>An array of numbers, so many of which belong to a group.</summary>
    public static GroupArray Floats(string name, int ofGroup) => new(name, (origin, group) => origin.Plus(group * ofGroup));

    /// <summary>An array that every group has for itself while its turn lasts.</summary>
    public static GroupArray Whole(string name) => new(name, (origin, _) => origin);
}

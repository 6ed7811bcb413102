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

    /// <param name="writer">Where to.</param>
    /// <param name="title">Shapes and formula.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="groups">How many there are.</param>
    /// <param name="arrays">The parameters, each with what it is a group further on: <c>group</c> is its number.</param>
    public static void Write(SourceWriter writer, string title, string name, int groups, IReadOnlyList<(string Name, string Place)> arrays)
    {
        if (groups > 1)
        {
            Write(writer, [title], name, groups, arrays, places => $"{KernelName(name, groups)}<V>({string.Join(", ", places.Select(place => $"ref {place}"))})");
        }
    }

    /// <param name="writer">Where to.</param>
    /// <param name="comment">Shapes and formula.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="groups">How many there are.</param>
    /// <param name="arrays">The parameters, each with what it is a group further on.</param>
    /// <param name="call">What is called for one group, whose arrays begin at such places.</param>
    public static void Write(
        SourceWriter writer, string[] comment, string name, int groups, IReadOnlyList<(string Name, string Place)> arrays, Func<IReadOnlyList<string>, string> call)
    {
        foreach (string line in comment)
        {
            writer.Line($"// {line}");
        }

        using (writer.Method(name, string.Join(", ", arrays.Select(array => $"ref float {array.Name}"))))
        using (writer.Loop("group", groups))
        {
            writer.Line($"{call([.. arrays.Select(array => groups == 1 ? array.Name : array.Place)])};");
        }

        writer.Line();
    }

    /// <summary>An array of lanes, so many vectors of which belong to a group.</summary>
    public static (string Name, string Place) Vectors(string name, int ofGroup) => (name, $"V.At(ref {name}, {IndexExpression.Sum(IndexExpression.Times("group", ofGroup))})");

    /// <summary>An array of numbers, so many of which belong to a group.</summary>
    public static (string Name, string Place) Floats(string name, int ofGroup) => (name, $"Unsafe.Add(ref {name}, {IndexExpression.Sum(IndexExpression.Times("group", ofGroup))})");

    /// <summary>An array that every group has for itself while its turn lasts.</summary>
    public static (string Name, string Place) Whole(string name) => (name, name);
}

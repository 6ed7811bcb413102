using CnnGen.Generator.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>
/// A kernel: a method of the emitted code that is generic over the lanes. It is built as what it computes, and then written.
/// <para>
/// Three kinds of <see cref="Expression"/> are told apart by their type: <see cref="Integer"/> (a bound, or a place in an array),
/// <see cref="Address"/> (a place that a <c>ref float</c> points to) and <see cref="Lanes"/> (a vector of values). A
/// <see cref="Block"/> is a list of statements: it declares and assigns them, loads, stores, accumulates, calls and loops. A layer
/// fills the <see cref="Body"/> with those.
/// </para>
/// <para>
/// Each node prints itself and counts itself. Printing folds constants, so that no layer has to: a sum has no term that is zero and
/// no factor that is one; a place nothing further on is the place itself; a loop of one turn is its body, in which the variable
/// is a number; what only the next turn needs is dropped in the last loop of all, which has none (<see cref="Block.Next"/>);
/// a local that is a number is that number; braces stand only where two names would meet. Counting (<see cref="Operations"/>) gives
/// the lane operations of the printed text, those of inlined functions included (<see cref="LaneFunction"/>): a layer that chooses
/// among tiles builds each of them and asks.
/// </para>
/// <para>
/// This is no compiler: statements stay in the order in which they were added, nothing is moved, shared or found to be equal, and
/// what lanes compute is never rewritten, since the order of sums is part of what a layer promises.
/// </para>
/// </summary>
/// <param name="name">The method's name.</param>
/// <param name="title">Shapes and formula, a line above the method.</param>
internal sealed class KernelMethod(string name, FormattableString title)
{
    private List<string> _parameters = [];
    private List<string> _remarks = [];

    /// <summary>What the method does.</summary>
    public Block Body { get; private set; } = new();

    /// <summary>Its lane operations.</summary>
    public int Operations => Body.Operations;

    /// <summary>The same method by another name, for a kernel that is built before its name is known.</summary>
    public KernelMethod Named(string other) => new(other, title) { _parameters = _parameters, _remarks = _remarks, Body = Body };

    /// <summary>Adds a parameter that is an array of floats, by its first one.</summary>
    public Address Array(string array)
    {
        _parameters.Add($"ref float {array}");
        return new Address(array);
    }

    /// <summary>Adds a parameter that is an array of floats where it is read.</summary>
    public Address? ArrayIf(bool isRead, string array) => isRead ? Array(array) : null;

    /// <summary>Adds a parameter that is a whole number.</summary>
    public Integer Number(string number)
    {
        _parameters.Add($"int {number}");
        return Integer.Of(number);
    }

    /// <summary>Adds a parameter of another type.</summary>
    public void Parameter(string type, string parameter) => _parameters.Add($"{type} {parameter}");

    /// <summary>Adds a line to the comment above the method.</summary>
    public void Remark(string line) => _remarks.Add(line);

    /// <summary>Writes the title, the method, and an empty line.</summary>
    public void Write(SourceWriter writer)
    {
        writer.Line($"// {FormattableString.Invariant(title)}");
        foreach (string remark in _remarks)
        {
            writer.Line($"//{remark}");
        }

        using (writer.Method(name, string.Join(", ", _parameters)))
        {
            Body.Write(writer);
        }

        writer.Line();
    }
}

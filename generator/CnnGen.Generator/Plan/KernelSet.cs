using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>
/// Kernels that belong together, and the calls of them. Where a network repeats a layer, sets differ in nothing but their
/// name: then the first of them writes its kernels, and the others call those. All that layers do not share (places in memory,
/// weights) is an argument.
/// </summary>
/// <param name="name">As emitted code calls the operation: <c>Conv1</c>.</param>
internal abstract class KernelSet(string name)
{
    /// <summary>In the text of kernels, in place of the name of the set that writes them.</summary>
    public const string Owner = "§";

    /// <summary>As emitted code calls the operation: <c>Conv1</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What the names of the kernels begin with that it calls: its own name, or that of the set that writes them.</summary>
    public string KernelName { get; set; } = name;

    /// <summary>Writes its kernels, each called <see cref="Owner"/> and what it does.</summary>
    public virtual void WriteKernels(SourceWriter writer)
    {
    }

    /// <summary>A call of one of its kernels; of another's a comment tells for whom.</summary>
    /// <param name="work">What the kernel does: <c>Forward</c>.</param>
    /// <param name="arguments">Its arguments; empty ones are left out.</param>
    public string CallOf(string work, params string[] arguments) =>
        ArgumentText.Of(KernelName + work, arguments) + (KernelName == Name ? string.Empty : $" // {Name}");
}

using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>
/// Kernels that belong together. Where a network repeats a layer, sets differ in nothing but their name: then the first of them
/// writes its kernels, and the others call those. All that layers do not share (places in memory, weights) is an argument.
/// </summary>
/// <param name="name">As emitted code calls the operation: <c>Conv1</c>.</param>
internal abstract class KernelSet(string name)
{
    /// <summary>In the text of kernels, in place of the name of the set that writes them.</summary>
    public const string Owner = "§";

    /// <summary>In the text of kernels, in place of the name of the set that writes those of <see cref="Called"/>.</summary>
    public const string CalledOwner = "¶";

    /// <summary>As emitted code calls the operation: <c>Conv1</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The set before it whose kernels its own call; mostly none.</summary>
    public virtual KernelSet? Called => null;

    /// <summary>Writes its kernels, each called <see cref="Owner"/> and what it does.</summary>
    public virtual void WriteKernels(SourceWriter writer)
    {
    }
}

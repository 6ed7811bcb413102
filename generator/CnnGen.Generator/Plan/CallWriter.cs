using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>Writes the calls of a pass: it knows where gradients lie, and whose kernels an operation calls.</summary>
/// <param name="gradients">Where gradients lie.</param>
/// <param name="kernelNames">What the names of the kernels of a set begin with.</param>
/// <param name="depth">Where it begins.</param>
internal sealed class CallWriter(GradientPlan gradients, Func<KernelSet, string> kernelNames, int depth) : SourceWriter(depth)
{
    /// <summary>The gradient of a tensor as an argument.</summary>
    public string Gradient(Tensor tensor) => $"ref At(ref arena, {gradients.NameOf(tensor)})";

    /// <summary>A call of one of the kernels of a set; of another's a comment tells for whom.</summary>
    /// <param name="set">The set.</param>
    /// <param name="work">What the kernel does: <c>Forward</c>.</param>
    /// <param name="arguments">Its arguments; empty ones are left out.</param>
    public string CallOf(KernelSet set, string work, params object[] arguments)
    {
        string name = kernelNames(set);
        return ArgumentText.Call($"{name}{work}<V>", arguments) + (name == set.Name ? string.Empty : $" // {set.Name}");
    }

    /// <summary>Writes a call of a method that does not belong to a set of kernels.</summary>
    /// <inheritdoc cref="ArgumentText.Call"/>
    public void Call(string method, params object[] arguments) => Line(ArgumentText.Call(method, arguments));
}

namespace CnnGen.Generator.Plan;

/// <summary>A layer that an operation computes: every layer of a network is one.</summary>
internal interface ILowerable
{
    /// <summary>The operation that computes it.</summary>
    /// <param name="name">As emitted code calls it: <c>Conv1</c>.</param>
    /// <param name="inputs">What it reads: one tensor, or those of the branches that it joins.</param>
    /// <param name="output">What it gives.</param>
    Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output);
}

namespace CnnGen.Generator.Plan;

/// <summary>
/// Where parameters lie in their arena. Those whose gradients are summed block by block come first, so that the slots hold nothing
/// else, and those that learn nothing last, so that gradients and velocities do not reach to them.
/// </summary>
internal sealed class ParameterLayout
{
    private readonly Dictionary<ParameterTensor, int> _offsets = [];

    public ParameterLayout(IEnumerable<Operation> operations)
    {
        All = [.. operations.SelectMany(operation => operation.Parameters)];
        foreach (ParameterTensor parameter in All.OrderBy(parameter => parameter.Gradient))
        {
            _offsets.Add(parameter, Length);
            Length += parameter.AlignedLength;
            MicroBatchGradientLength = parameter.Gradient == GradientSum.Blocks ? Length : MicroBatchGradientLength;
            LearnedLength = parameter.Gradient == GradientSum.None ? LearnedLength : Length;
        }
    }

    /// <summary>In the order of the layers.</summary>
    public IReadOnlyList<ParameterTensor> All { get; }

    /// <summary>Floats of all parameters.</summary>
    public int Length { get; }

    /// <summary>Floats of those that learn, which come first.</summary>
    public int LearnedLength { get; }

    /// <summary>Floats of those whose gradients are summed block by block, which come before all others.</summary>
    public int MicroBatchGradientLength { get; }

    public int OffsetOf(ParameterTensor parameter) => _offsets[parameter];
}

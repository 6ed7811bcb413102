namespace CnnGen.Generator.Plan;

/// <summary>
/// The norms that operations before them take over for one sample. An operation whose results a norm alone reads gives those of the
/// norm, by other weights.
/// </summary>
internal static class FoldedNorms
{
    /// <param name="operations">Those that a prediction runs.</param>
    /// <param name="readers">Who reads a tensor, past operations that pass one sample on.</param>
    /// <returns>The norms, by the operations that take them over.</returns>
    public static IReadOnlyDictionary<Operation, BatchStatisticsOperation> Of(IReadOnlyList<Operation> operations, SampleReaders readers)
    {
        Dictionary<Operation, BatchStatisticsOperation> norms = [];
        foreach (Operation operation in operations)
        {
            if (operation.FoldsNorm
                && readers.OnlyReaderOf(operation.Output) is BatchStatisticsOperation norm
                && norm.Output.Shape == operation.Output.Shape)
            {
                norms.Add(operation, norm);
            }
        }

        return norms;
    }
}

namespace CnnGen.Generator.Plan;

/// <summary>Which operations read the values of a tensor when one sample is predicted, past those that pass them on as they are.</summary>
internal sealed class SampleReaders
{
    private readonly Dictionary<Tensor, Tensor> _passed;
    private readonly ILookup<Tensor, Operation> _readers;

    public SampleReaders(IReadOnlyList<Operation> operations)
    {
        _passed = operations
            .Where(operation => operation.PassesSample)
            .ToDictionary(operation => operation.Output, operation => operation.Input.Source);
        _readers = operations
            .Where(operation => !operation.PassesSample)
            .SelectMany(operation => operation.Inputs.Select(read => (Tensor: Origin(read), Reader: operation)))
            .ToLookup(reading => reading.Tensor, reading => reading.Reader);
    }

    /// <summary>The tensor whose values these are.</summary>
    public Tensor Origin(Tensor tensor) => _passed.TryGetValue(tensor.Source, out Tensor? before) ? Origin(before) : tensor.Source;

    /// <summary>Those that read the values of a tensor; one that reads them twice is there twice.</summary>
    public IEnumerable<Operation> Of(Tensor tensor) => _readers[tensor];

    /// <summary>The operation that alone reads the values of a tensor, or <see langword="null"/>.</summary>
    public Operation? OnlyReaderOf(Tensor tensor) => _readers[tensor].Distinct().Count() == 1 ? _readers[tensor].First() : null;

    /// <summary>The zeros that its readers want around a tensor.</summary>
    public Border BorderOf(Tensor tensor) => _readers[tensor].Aggregate(default(Border), (border, reader) => border.Or(reader.InferenceBorder));
}

namespace CnnGen.Generator.Plan;

/// <summary>Which of some operations write and read each tensor, by their positions: found once, and not by a search for each.</summary>
internal sealed class TensorUses
{
    private readonly Dictionary<Tensor, int> _producers = [];
    private readonly Dictionary<Tensor, List<(int Reader, Tensor Read)>> _reads = [];

    public TensorUses(IReadOnlyList<Operation> operations)
    {
        for (int i = 0; i < operations.Count; i++)
        {
            _producers.Add(operations[i].Output, i);
            foreach (Tensor read in operations[i].Inputs)
            {
                if (!_reads.TryGetValue(read.Source, out List<(int Reader, Tensor Read)> reads))
                {
                    _reads.Add(read.Source, reads = []);
                }

                reads.Add((i, read));
            }
        }
    }

    /// <summary>The operation that gives the values of a tensor; −1 for none of them.</summary>
    public int Producer(Tensor tensor) => _producers.TryGetValue(tensor, out int producer) ? producer : -1;

    /// <summary>The operations that read the values of a tensor, in their order, and what each of them calls it; one that reads it twice is there twice.</summary>
    public IReadOnlyList<(int Reader, Tensor Read)> Reads(Tensor tensor) =>
        _reads.TryGetValue(tensor, out List<(int Reader, Tensor Read)> reads) ? reads : [];

    /// <summary>The operations that read the values of a tensor, each once.</summary>
    public IEnumerable<int> Readers(Tensor tensor) => Reads(tensor).Select(read => read.Reader).Distinct();
}

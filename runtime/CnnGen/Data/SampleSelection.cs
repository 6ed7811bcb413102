namespace CnnGen.Data;

/// <summary>Samples of another dataset, in an order of their own.</summary>
/// <param name="data">The other dataset.</param>
/// <param name="indices">The number of each sample there.</param>
internal sealed class SampleSelection(Dataset data, int[] indices) : DatasetView(data)
{
    public override int Count => indices.Length;

    protected override int Source(int index) => indices[index];
}

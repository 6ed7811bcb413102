using CnnGen.Onnx.Import;

namespace CnnGen.Onnx.Layers;

/// <summary>
/// ONNX leaves the mean or the largest value of a channel as an image of one pixel, CnnGen as a value of a vector: with the Flatten after it the
/// operator is <c>GlobalAveragePool</c> or <c>GlobalMaxPool</c>, without one a pool as large as its input.
/// </summary>
internal static class GlobalPools
{
    public static void Flatten(List<ImportedLayer> layers)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Layer is Pool { AsVector: { } vector })
            {
                int next = layers.FindIndex(i + 1, layer => !layer.Layer.IsElementwise);
                if (next >= 0 && layers[next].Layer is Flatten)
                {
                    layers[i] = new ImportedLayer(vector);
                    layers.RemoveAt(next);
                }
            }
        }
    }
}

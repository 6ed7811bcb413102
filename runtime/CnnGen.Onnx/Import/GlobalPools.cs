using CnnGen.Onnx.Layers;

namespace CnnGen.Onnx.Import;

/// <summary>
/// ONNX leaves the mean of a channel as an image of one pixel, CnnGen as a value of a vector: with the Flatten behind it the
/// operator is <c>GlobalAveragePool</c>, without one a pool as large as its input.
/// </summary>
internal static class GlobalPools
{
    public static void Flatten(List<ImportedLayer> layers)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Layer is Pool { IsGlobal: true, IsMax: false })
            {
                int next = layers.FindIndex(i + 1, layer => !IsElementwise(layer.Layer));
                if (next >= 0 && layers[next].Layer == PlainLayer.Flatten)
                {
                    layers[i] = new ImportedLayer(new GlobalAveragePool());
                    layers.RemoveAt(next);
                }
            }
        }
    }

    private static bool IsElementwise(Layer layer) =>
        layer is LeakyReLU || layer == PlainLayer.ReLU || layer == PlainLayer.GELU || layer == PlainLayer.Sigmoid || layer == PlainLayer.Tanh;
}

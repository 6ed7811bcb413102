using System.Runtime.CompilerServices;
using CnnGen.Onnx.Import;

namespace CnnGen.Onnx.Layers;

/// <summary>Gemm and MatMul.</summary>
/// <import operators="Gemm, MatMul">`FullyConnected`, with alpha and beta in its weights <refused>transA; a bias that differs from sample to sample;
/// a constant times the input</refused></import>
internal static class MatrixOperator
{
    [ModuleInitializer]
    internal static void Register()
    {
        OperatorKinds.Add("Gemm", ReadGeneral);
        OperatorKinds.Add("MatMul", ReadProduct);
    }

    private static void ReadProduct(Node node, Chain chain)
    {
        if (node.IsConstant(0))
        {
            throw new RefusedException("it multiplies a constant by its input, and a fully connected layer its input by a constant");
        }

        Append(node, chain, scale: 1, transposed: false, bias: null);
    }

    private static void ReadGeneral(Node node, Chain chain)
    {
        if (node.Integer("transA", 0) != 0)
        {
            throw new RefusedException("with transA = 1 its input's rows are no samples");
        }

        Append(node, chain, node.Float("alpha", 1), node.Integer("transB", 0) != 0, Bias(node));
    }

    private static Constant? Bias(Node node)
    {
        if (!node.HasInput(2))
        {
            return null;
        }

        Constant bias = node.Constant(2, "bias");
        bool hasRows = bias.Shape.SkipLast(1).Any(size => size != 1);
        return hasRows ? throw new RefusedException($"its bias {bias.Size} is not the same for each sample") : bias;
    }

    private static void Append(Node node, Chain chain, float scale, bool transposed, Constant? bias)
    {
        Constant matrix = node.Constant(1, "matrix");
        float[] values = node.Floats(1, "matrix");
        if (matrix.Shape.Count != 2 || matrix.Count == 0)
        {
            throw new RefusedException($"its matrix is {matrix.Size}, and two dimensions are expected");
        }

        int outputs = matrix.Shape[transposed ? 0 : 1];
        int inputs = matrix.Shape[transposed ? 1 : 0];
        float[]? biases = bias is null ? null : Biases(node, bias, outputs);
        if (chain.Shape is not { } input)
        {
            return;
        }

        if (input.Count != 1 || input[0] != inputs)
        {
            throw new RefusedException($"its matrix {matrix.Size} does not fit its input of {string.Join('×', input)}: a vector of {inputs} is expected");
        }

        chain.Limits.Spend(values.Length);
        float[] weight = new float[values.Length];
        for (int o = 0; o < outputs; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                weight[(o * inputs) + i] = scale * values[transposed ? (o * inputs) + i : (i * outputs) + o];
            }
        }

        chain.Append(new ImportedLayer(new FullyConnected(outputs, biases is not null), weight, [outputs, inputs], biases), [outputs]);
    }

    private static float[] Biases(Node node, Constant bias, int outputs)
    {
        float[] values = node.Floats(2, "bias");
        float factor = node.Float("beta", 1);
        return values.Length == outputs || values.Length == 1
            ? [.. Enumerable.Range(0, outputs).Select(o => factor * values[values.Length == 1 ? 0 : o])]
            : throw new RefusedException($"it has {outputs} outputs, but its bias is {bias.Size}");
    }
}

using CnnGen.Onnx.Layers;

namespace CnnGen.Onnx.Import.Operators;

/// <summary>Every operator that CnnGen has a layer for, by its name in ONNX.</summary>
internal static class OperatorCatalogue
{
    /// <summary>Takes a node behind the chain.</summary>
    /// <exception cref="RefusedException">There is no such layer, or none that does what the node asks for.</exception>
    public static void Take(Node node, Chain chain)
    {
        if (node.Operation is not ("Identity" or "Dropout"))
        {
            chain.ThrowIfClosed();
        }

        switch (node.Operation)
        {
            case "Conv":
                ConvolutionOperator.Read(node, chain);
                break;
            case "MaxPool" or "AveragePool":
                PoolOperator.Read(node, chain, isMax: node.Operation == "MaxPool");
                break;
            case "GlobalMaxPool" or "GlobalAveragePool":
                PoolOperator.ReadGlobal(chain, isMax: node.Operation == "GlobalMaxPool");
                break;
            case "Gemm":
                MatrixOperator.ReadGeneral(node, chain);
                break;
            case "MatMul":
                MatrixOperator.ReadProduct(node, chain);
                break;
            case "Add" or "Sub" or "Mul" or "Div":
                AffineOperator.ReadArithmetic(node, chain);
                break;
            case "BatchNormalization":
                AffineOperator.ReadNormalization(node, chain);
                break;
            case "Relu":
                Activate(chain, PlainLayer.ReLU);
                break;
            case "LeakyRelu":
                ReadLeaky(node, chain);
                break;
            case "Gelu" when node.Text("approximate", "none") != "none":
                throw new RefusedException($"its approximate is '{node.Text("approximate", "none")}', and CnnGen's GELU is exact");
            case "Gelu":
                Activate(chain, PlainLayer.GELU);
                break;
            case "LRN":
                ReadNorm(node, chain);
                break;
            case "Pad":
                PadOperator.Read(node, chain);
                break;
            case "Sigmoid":
                Activate(chain, PlainLayer.Sigmoid);
                break;
            case "Tanh":
                Activate(chain, PlainLayer.Tanh);
                break;
            case "Flatten":
                ShapeOperator.ReadFlatten(node, chain);
                break;
            case "Reshape":
                ShapeOperator.ReadReshape(node, chain);
                break;
            case "Squeeze":
                ShapeOperator.ReadSqueeze(node, chain);
                break;
            case "Softmax":
                SoftmaxOperator.Read(node, chain);
                break;
            case "Dropout" when node.HasInput(2) && node.Integers(2, "training mode").Any(flag => flag != 0):
                throw new RefusedException("it drops values, as in training");
            case "Dropout":
                chain.Remark($"{node.Place}: it does nothing in a trained model, and is left out.");
                break;
            case "Identity":
                break;
            default:
                throw new RefusedException("CnnGen has no such layer");
        }
    }

    private static void ReadNorm(Node node, Chain chain)
    {
        long size = node.Integer("size", 0);
        var norm = new LocalResponseNorm((int)Math.Clamp(size, 0, int.MaxValue), node.Float("alpha", 1e-4f), node.Float("beta", 0.75f), node.Float("bias", 1));
        bool isPower = norm.Alpha >= 0 && norm.Beta >= 0 && norm.K >= 1e-30f && float.IsFinite(norm.Alpha + norm.Beta + norm.K);
        if (size % 2 == 0 || size < 1 || size > int.MaxValue || !isPower)
        {
            throw new RefusedException(
                $"its size is {size}, its alpha {norm.Alpha}, its beta {norm.Beta} and its bias {norm.K}, and CnnGen's LocalResponseNorm has an odd size, and a bias above 1E-30");
        }

        Activate(chain, norm);
    }

    private static void ReadLeaky(Node node, Chain chain)
    {
        float slope = node.Float("alpha", 0.01f);
        if (!(slope >= 0 && float.IsFinite(slope)))
        {
            throw new RefusedException($"its alpha is {slope}, and CnnGen's LeakyReLU has a slope of 0 or more");
        }

        Activate(chain, new LeakyReLU(slope));
    }

    private static void Activate(Chain chain, Layer layer)
    {
        if (chain.Shape is not null)
        {
            chain.Append(layer);
        }
    }
}

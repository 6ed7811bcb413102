using System.Runtime.CompilerServices;
using CnnGen.Onnx.Import;

namespace CnnGen.Onnx.Layers;

/// <summary>Add, Sub, Mul, Div with a constant, and BatchNormalization as it is in a trained model.</summary>
/// <import operators="Add, Div, Mul, Sub">with a constant for all channels or one for each: part of the weights of the convolution, fully connected
/// layer or norm directly before it; at the input, of the first convolution or fully connected layer after it <refused>anywhere else; a constant
/// added to the input of a convolution with padding; two computed values</refused></import>
/// <import operators="BatchNormalization">`BatchNorm` with its statistics, `Momentum` being 1 − momentum; where constants were added to the input or
/// multiplied with it, and no layer has read that yet, the same as those <refused>training mode, which is an attribute from operator set 14 on, and
/// before that further outputs</refused></import>
internal static class AffineOperator
{
    private const long FirstWithTrainingMode = 14;

    [ModuleInitializer]
    internal static void Register()
    {
        foreach (string arithmetic in new[] { "Add", "Sub", "Mul", "Div" })
        {
            OperatorKinds.Add(arithmetic, ReadArithmetic);
        }

        OperatorKinds.Add("BatchNormalization", ReadNormalization);
    }

    private static void ReadArithmetic(Node node, Chain chain)
    {
        int constant = node.IsConstant(1) ? 1 : 0;
        if (!node.IsConstant(constant))
        {
            throw new RefusedException("it joins two values that are computed, and the import takes chains of layers alone; Residual and Concat have to be written by hand");
        }

        Constant operand = node.Constant(constant, "operand");
        float[] values = node.Floats(constant, "operand");
        if (chain.Shape is not { } shape)
        {
            return;
        }

        ThrowUnlessPerChannel(operand, shape);
        double[] numbers = [.. values.Select(value => (double)value)];
        chain.Apply((node.Operation, constant) switch
        {
            ("Add", _) => new Affine([1], numbers),
            ("Sub", 1) => new Affine([1], [.. numbers.Select(number => -number)]),
            ("Sub", _) => new Affine([-1], numbers),
            ("Mul", _) => new Affine(numbers, [0]),
            ("Div", 1) => new Affine([.. numbers.Select(number => 1 / number)], [0]),
            _ => throw new RefusedException("it divides a constant by its input"),
        });
    }

    private static void ReadNormalization(Node node, Chain chain)
    {
        // Up to operator set 13 further outputs ask for the form of training, from 14 on an attribute.
        if (node.OperatorSet < FirstWithTrainingMode ? node.HasFurtherOutputs : node.Integer("training_mode", 0) != 0)
        {
            throw new RefusedException("it normalises each batch by itself, as in training; export the model in the form in which it predicts");
        }

        if (node.Integer("spatial", 1) != 1)
        {
            throw new RefusedException("it normalises each value by itself, and CnnGen's BatchNorm each channel");
        }

        float[] scale = node.Floats(1, "scale");
        float[] shift = node.Floats(2, "bias");
        float[] mean = node.Floats(3, "mean");
        float[] variance = node.Floats(4, "variance");
        int channels = chain.Shape?[0] ?? scale.Length;
        if (scale.Length != channels || shift.Length != channels || mean.Length != channels || variance.Length != channels)
        {
            throw new RefusedException(
                $"it has {scale.Length} scales, {shift.Length} biases, {mean.Length} means and {variance.Length} variances for {channels} channels");
        }

        if (chain.Shape is not { } shape)
        {
            return;
        }

        float epsilon = node.Float("epsilon", BatchNorm.DefaultEpsilon);
        if (chain.OfInput is null)
        {
            chain.Limits.Spend(channels);
            chain.Append(new ImportedLayer(Norm(node, epsilon), [.. scale], [channels], [.. shift], ([.. mean], [.. variance])), shape);
            return;
        }

        double[] factor = [.. scale.Select((value, c) => value / Math.Sqrt(variance[c] + (double)epsilon))];
        chain.Apply(new Affine(factor, [.. shift.Select((value, c) => value - (mean[c] * factor[c]))]));
    }

    // What ONNX calls momentum is what running statistics keep, where CnnGen and PyTorch call that so which they take over.
    private static BatchNorm Norm(Node node, float epsilon)
    {
        const float Usual = 0.9f;
        const int Digits = 7;
        float kept = node.Float("momentum", Usual);
        return epsilon >= 1e-30f && float.IsFinite(epsilon) && kept is >= 0 and <= 1
            ? new BatchNorm(epsilon, (float)Math.Round(1 - (double)kept, Digits))
            : throw new RefusedException($"its epsilon is {epsilon} and its momentum {kept}, and CnnGen's BatchNorm has an epsilon above 1E-30 and a momentum from 0 to 1");
    }

    // Dimensions are aligned at the last one, as NumPy broadcasts.
    private static void ThrowUnlessPerChannel(Constant constant, IReadOnlyList<int> shape)
    {
        int channels = constant.Shape.Count - shape.Count;
        bool isOne = constant.Count == 1 && channels <= 1;
        bool isOneEach = channels is 0 or 1 && constant.Shape[channels] == shape[0] && constant.Count == shape[0];
        if (!isOne && !isOneEach)
        {
            throw new RefusedException($"its constant {constant.Size} has not one number for each channel of its input of {string.Join('×', shape)}");
        }
    }
}

namespace CnnGen;

/// <summary>
/// Declares a network: gives the shape of one input sample, and asks the generator to write the class. The class is
/// <see langword="partial"/>; its layers are the attributes that follow this one, in the order in which they are written.
/// </summary>
/// <remarks>
/// <para>Data order is channels, height, width (CHW), row-major, 32-bit floats; a batch is samples of that, one after
/// another (NCHW). A signal is channels, length (CL). What does not fit is an error of the compiler, on the attribute that is
/// wrong.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a dimension or a budget below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2006.md">CNN2006</see> for an input of more than 33,554,431 values,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1001.md">CNN1001</see> where the class is not partial,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1002.md">CNN1002</see> where it has no layers,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2007.md">CNN2007</see> for more than 536,870,911 parameters,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN4003.md">CNN4003</see> where the network is over its budget: over <see cref="MaxParameters"/>, <see cref="MaxTrainingBytes"/> or <see cref="MaxInferenceBytes"/>.</para>
/// </remarks>
/// <example>
/// LeNet-5 (LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, 1998), with
/// rectifiers and maximum pooling. The comments give the shape of each layer's output.
/// <code>
/// using CnnGen;
///
/// [Network(1, 28, 28)]                                      // channels, height, width
/// [Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]           // 6×28×28, then 6×14×14
/// [Conv2D(16, 5), ReLU, MaxPool2D(2)]                       // 16×10×10, then 16×5×5
/// [Flatten, FullyConnected(120), ReLU]                      // 400, then 120
/// [FullyConnected(84), ReLU, FullyConnected(10)]            // 84, then one score a class
/// [SoftmaxCrossEntropy]
/// public sealed partial class LeNet5;
///
/// var model = new LeNet5(seed: 1);
/// Prediction prediction = model.Predict(image);             // 784 floats
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The input is an image: channels × height × width floats.</summary>
    /// <param name="channels">Planes of the image: 1 or more. 1 for grey, 3 for colour.</param>
    /// <param name="height">Rows in pixels: 1 or more.</param>
    /// <param name="width">Columns in pixels: 1 or more.</param>
    public NetworkAttribute(int channels, int height, int width) => InputShape = [channels, height, width];

    /// <summary>The input is a signal: channels × length floats.</summary>
    /// <param name="channels">Values at each point in time, as of sensors or microphones: 1 or more.</param>
    /// <param name="length">Points in time: 1 or more.</param>
    public NetworkAttribute(int channels, int length) => InputShape = [channels, length];

    /// <summary>The input is a vector.</summary>
    /// <param name="features">Values of one sample: 1 or more.</param>
    public NetworkAttribute(int features) => InputShape = [features];

    /// <summary>
    /// The shape of one sample: (channels, height, width) for an image, (channels, length) for a signal, (features) for
    /// a vector.
    /// </summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>
    /// The most parameters that the network may have, weights and biases: 1 or more. The default is
    /// <see cref="int.MaxValue"/>, no limit of its own. What the network has is the constant <c>ParameterCount</c> of the
    /// generated class; more than this is error CNN4003 of the compiler.
    /// </summary>
    public int MaxParameters { get; init; } = int.MaxValue;

    /// <summary>
    /// The most bytes that a trainer with <see cref="Sgd"/> and its model may hold, in batches of 64 on one thread: 1 or more. The default is
    /// <see cref="long.MaxValue"/>, no limit. What they hold is the constant <c>TrainingBytes</c> of the generated class;
    /// more than this is error CNN4003 of the compiler.
    /// </summary>
    public long MaxTrainingBytes { get; init; } = long.MaxValue;

    /// <summary>
    /// The most bytes that the network and one thread that predicts single samples with it may hold: 1 or more. The default is
    /// <see cref="long.MaxValue"/>, no limit. What they hold is the constant <c>InferenceBytes</c> of the generated class;
    /// more than this is error CNN4003 of the compiler.
    /// </summary>
    public long MaxInferenceBytes { get; init; } = long.MaxValue;
}

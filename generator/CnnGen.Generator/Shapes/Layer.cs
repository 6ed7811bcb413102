using CnnGen.Generator.Functions;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// A kind of layer: what it does to a shape, and what it learns. A folder of <c>Layers/</c> holds one kind, its shape rule, its
/// operations and its kernels.
/// </summary>
/// <param name="Text">What messages call it: the attribute as written, and the block that brings it.</param>
internal abstract record Layer(string Text)
{
    /// <summary>What messages call it: the attribute as written, and the block that brings it.</summary>
    public virtual string Text { get; init; } = Text;

    /// <summary>The attribute as written.</summary>
    public virtual string Written { get; init; } = Text;

    /// <summary>The name's stem, numbered within a network: <c>conv</c> gives conv1, conv2.</summary>
    public abstract string NamePrefix { get; }

    /// <summary>
    /// The layer as an attribute with all of its arguments, in one way whatever was written. Hashes of saved weights depend
    /// on it: an argument that comes later is shown only where it is not the default one.
    /// </summary>
    public abstract string CanonicalText { get; }

    /// <summary>Whether its parameters stay as they are in training.</summary>
    public bool Frozen { get; init; }

    /// <summary>The layer with what its declaration leaves to the input.</summary>
    public virtual Layer WithInput(Shape input) => this;

    /// <summary>Reports sizes that are wrong whatever the input is.</summary>
    public virtual void CheckSizes(DiagnosticBag findings)
    {
    }

    /// <summary>
    /// The shape behind this layer. Where the input does not fit it reports why, and gives the shape that was most likely
    /// meant, or <see langword="null"/> where none can be told; layers behind it are then not judged.
    /// </summary>
    public abstract Shape? InferShape(Shape input, DiagnosticBag findings);

    /// <inheritdoc cref="InferShape(Shape, DiagnosticBag)"/>
    /// <param name="inputs">One shape, or those of the branches that the layer joins.</param>
    /// <param name="findings">Receives what does not fit.</param>
    public virtual Shape? InferShape(IReadOnlyList<Shape> inputs, DiagnosticBag findings) => InferShape(inputs[0], findings);

    /// <summary>Says what is likely not meant, though nothing is wrong; asked once the whole network is known to fit.</summary>
    public virtual void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
    }

    /// <summary>The values that it can give where those that it reads lie in <paramref name="input"/>.</summary>
    public virtual ValueRange Range(ValueRange input) => ValueRange.All;

    /// <inheritdoc cref="Range(ValueRange)"/>
    public virtual ValueRange Range(IReadOnlyList<ValueRange> inputs) => Range(inputs[0]);

    /// <summary>Whether each value that it gives is one that it reads.</summary>
    public virtual bool PassesValues => false;

    /// <summary>The shape behind this layer where it does not depend on the input, so that layers behind an error are judged too.</summary>
    public virtual Shape? FixedOutput => null;

    /// <summary>How the chain of shapes in a message names this step, or <see langword="null"/> to leave it out.</summary>
    public virtual string? ChainLabel => null;

    /// <summary>Whether it has parameters.</summary>
    public virtual bool Learns => false;

    /// <summary>Parameters of the layer: weights, then biases.</summary>
    public virtual long ParameterCount(Shape input) => 0;

    /// <summary>The filters or outputs that its declaration asks for; 0 where it asks for none.</summary>
    public virtual int OutputCount => 0;

    /// <summary>One of them.</summary>
    public virtual string OutputNoun => string.Empty;

    /// <summary>What there is to say of its parameters beyond their number, below the table of layers.</summary>
    public virtual string? Remark(Shape input) => null;

    /// <summary>The function that it is of each value by itself, where the operation before it can apply that; else none.</summary>
    public virtual Activation Function => Activation.None;

    /// <summary>Whether it moves no value, and gives the positions other names alone.</summary>
    public virtual bool OnlyRenamesPositions => false;

    /// <summary>Whether it scales and shifts values so that they spread alike, however those that it reads do.</summary>
    public virtual bool Normalizes => false;

    /// <summary>Whether it keeps running statistics beside what it learns.</summary>
    public virtual bool KeepsStatistics => false;

    /// <summary>What makes the memory smaller that it takes, for messages; <see langword="null"/> where nothing of its own does.</summary>
    public virtual string? WayToFewerBytes => null;

    /// <summary>Whether its operation applies an activation behind it to its results before it stores them.</summary>
    public virtual bool FusesActivation => false;

    /// <summary>Whether its kernels walk all channels of an image at one place.</summary>
    public virtual bool WalksChannels => false;

    /// <summary>The same layer with another number of filters or outputs.</summary>
    public virtual Layer WithOutputCount(int width) => this;

    /// <summary>Multiply-adds of one sample's forward pass; taps that fall on padding count as well.</summary>
    public virtual long MultiplyAdds(Shape input, Shape output) => 0;
}

using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Import;

/// <summary>The layers taken so far, and the shape behind them.</summary>
/// <param name="input">The shape of a sample.</param>
/// <param name="limits">What may be computed.</param>
internal sealed class Chain(IReadOnlyList<int> input, ImportLimits limits)
{
    /// <summary>The most values between two layers; the generator allows fewer and says so itself.</summary>
    private const long MostValues = int.MaxValue;

    private readonly List<ImportedLayer> _layers = [];
    private readonly List<string> _remarks = [];

    public IReadOnlyList<ImportedLayer> Layers => _layers;

    public IReadOnlyList<string> Remarks => _remarks;

    public ImportLimits Limits => limits;

    /// <summary>Features; channels, length; or channels, height, width. <see langword="null"/> behind a node that was refused.</summary>
    public IReadOnlyList<int>? Shape { get; private set; } = input;

    public int Size => Shape!.Aggregate((product, size) => product * size);

    /// <summary>What has been done to the input, as long as no layer has read it.</summary>
    public Affine? OfInput { get; private set; }

    /// <summary>Whether a Softmax has ended the chain.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>How the values lie that the next node reads.</summary>
    public ValueForm Form { get; set; }

    /// <summary>Parts of the channels, where the form is <see cref="ValueForm.Groups"/>.</summary>
    public int Groups { get; set; }

    /// <summary>Forgets the shape, behind a node that was refused.</summary>
    public void Lose() => Shape = null;

    public void Remark(string text) => _remarks.Add(text);

    /// <summary>Appends a layer that keeps the shape and learns nothing, unless the shape is lost.</summary>
    public void Append(Layer layer)
    {
        if (Shape is not null)
        {
            Append(new ImportedLayer(layer), Shape);
        }
    }

    /// <summary>Appends a layer.</summary>
    /// <exception cref="RefusedException">Something that was done to the input cannot be taken into its weights, or its output is too large.</exception>
    public void Append(ImportedLayer layer, IReadOnlyList<int> output)
    {
        ThrowIfClosed();
        if (output.Aggregate(1L, (product, size) => product > MostValues ? product : product * size) > MostValues)
        {
            throw new RefusedException($"its output of {string.Join('×', output)} has more values than {MostValues}");
        }

        _layers.Add(OfInput is null ? layer : TakeIn(layer));
        OfInput = layer.Layer.OnlyRenamesPositions && OfInput is not null ? OfInput with { Plane = Size / Shape![0] } : null;
        Shape = output;
    }

    /// <summary>Applies what is done to each channel to the weights of the layer in front, or notes it until one reads the input.</summary>
    /// <exception cref="RefusedException">There is no layer that could take it.</exception>
    public void Apply(Affine affine)
    {
        ThrowIfClosed();
        if (_layers.Count == 0)
        {
            limits.Spend(affine.Channels);
            OfInput = OfInput is null ? affine : OfInput.Then(affine);
        }
        else if (_layers[^1].Weight is { } weight)
        {
            limits.Spend(weight.Length);
            _layers[^1] = _layers[^1].Apply(affine);
        }
        else
        {
            throw new RefusedException(
                $"constants are added and multiplied in CnnGen as weights of a convolution or fully connected layer directly in front, but here it is {_layers[^1].Layer.Attribute}");
        }
    }

    public void Close()
    {
        ThrowIfClosed();
        if (OfInput is not null)
        {
            throw Unread();
        }

        IsClosed = true;
    }

    public void ThrowIfClosed()
    {
        if (IsClosed)
        {
            throw new RefusedException("it stands behind Softmax, which CnnGen has at the end only");
        }
    }

    private ImportedLayer TakeIn(ImportedLayer layer)
    {
        if (layer.Layer.OnlyRenamesPositions)
        {
            return layer;
        }

        if (layer.Weight is null || !layer.Layer.SumsInputs)
        {
            throw Unread();
        }

        // Padding is zero behind what was done to the input, and would have to be zero in front of it.
        if (layer.Layer.IsPadded && !OfInput!.HasNoShift)
        {
            throw new RefusedException("a constant is added to its input, which its weights could take in only if it had no padding");
        }

        limits.Spend(layer.Weight.Length);
        Remark($"What is done to the input by constants has become part of the weights of {layer.Layer.Attribute}.");
        return layer.ReadThrough(OfInput!);
    }

    private static RefusedException Unread() =>
        new("constants are added to the input or multiplied with it, which only the weights of a convolution or fully connected layer can take in");
}

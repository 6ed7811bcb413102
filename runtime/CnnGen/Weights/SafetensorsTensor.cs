using CnnGen.Files;
using CnnGen.Weights;

namespace CnnGen;

/// <summary>A tensor of a safetensors file.</summary>
public sealed class SafetensorsTensor
{
    private readonly TensorEntry _entry;

    internal SafetensorsTensor(TensorEntry entry, ReadOnlyMemory<byte> bytes)
    {
        _entry = entry;
        Name = entry.Name;
        ElementType = entry.ElementType;
        Shape = entry.Shape;
        Bytes = bytes;
        Count = entry.Shape.Aggregate(1L, (product, dimension) => product * dimension);
    }

    /// <summary>Its name in the file: <c>conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The type of its values, as the file names it: <c>F32</c>, <c>BF16</c>, <c>I64</c>.</summary>
    public string ElementType { get; }

    /// <summary>Its dimensions, the outermost first; none for a single value.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Its values: the product of its dimensions.</summary>
    public long Count { get; }

    /// <summary>Its values as they lie in the file: row-major, little-endian.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether <see cref="CopyTo"/> can read the type: F32, F16, BF16 and F64.</summary>
    public bool HoldsFloats => Weights.ElementType.IsReadable(ElementType);

    /// <summary>Writes the values as floats: exactly from F32, F16 and BF16, rounded to the nearest from F64.</summary>
    /// <param name="destination">Exactly <see cref="Count"/> floats.</param>
    /// <exception cref="NotSupportedException">The values are of a type that is not read as floats.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (!HoldsFloats)
        {
            throw new NotSupportedException($"{Quotation.Plain(Name)} holds {Quotation.Plain(ElementType)}, which is not read as floats; F32, F16, BF16 and F64 are.");
        }

        if (destination.Length != Count)
        {
            throw new ArgumentException($"{Quotation.Plain(Name)} expects room for {Count} floats, but found {destination.Length}.", nameof(destination));
        }

        Weights.ElementType.Convert(ElementType, Bytes.Span, destination);
    }

    /// <summary>The same values under another name.</summary>
    internal SafetensorsTensor Named(string name) => new(_entry with { Name = name }, Bytes);

    /// <summary>Name, type and shape: <c>conv1.weight F32 [6, 1, 5, 5]</c>.</summary>
    public override string ToString() => $"{Quotation.Plain(Name)} {Quotation.Plain(ElementType)} {Listing.Shape(Shape)}";
}

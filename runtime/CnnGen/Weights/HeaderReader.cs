using System.Text.Json;
using CnnGen.Files;
using static CnnGen.Weights.SafetensorsHeader;

namespace CnnGen.Weights;

/// <summary>Reads the JSON of a header and leaves nothing open: what is unknown, doubled, missing or out of range is refused.</summary>
/// <param name="json">The header.</param>
internal ref struct HeaderReader(ReadOnlySpan<byte> json)
{
    private Utf8JsonReader _reader = new(json);

    /// <summary>The place of the token at hand in the file.</summary>
    private readonly long Position => LengthSize + _reader.TokenStartIndex;

    /// <exception cref="InvalidDataException">The header is not what it should be.</exception>
    public (Dictionary<string, string> Metadata, List<TensorEntry> Tensors) Read()
    {
        Dictionary<string, string> metadata = [];
        List<TensorEntry> tensors = [];
        HashSet<string> names = [];
        Expect(JsonTokenType.StartObject, "the header");
        while (NextName(names) is { } name)
        {
            if (name == MetadataName)
            {
                metadata = ReadMetadata();
            }
            else
            {
                tensors.Add(ReadTensor(name));
            }
        }

        // Nothing but white space may follow, or this throws.
        Next();
        return (metadata, tensors);
    }

    private Dictionary<string, string> ReadMetadata()
    {
        Dictionary<string, string> metadata = [];
        HashSet<string> names = [];
        Expect(JsonTokenType.StartObject, MetadataName);
        while (NextName(names) is { } name)
        {
            Expect(JsonTokenType.String, $"{MetadataName} {Quotation.Of(name)}");
            metadata.Add(name, Text());
        }

        return metadata;
    }

    private TensorEntry ReadTensor(string tensor)
    {
        long position = Position;
        string where = $"tensor {Quotation.Of(tensor)}";
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        HashSet<string> names = [];
        Expect(JsonTokenType.StartObject, where);
        while (NextName(names) is { } name)
        {
            switch (name)
            {
                case TypeName:
                    type = ReadType(where);
                    break;
                case ShapeName:
                    shape = ReadNumbers($"{ShapeName} of {where}");
                    break;
                case OffsetsName:
                    offsets = ReadNumbers($"{OffsetsName} of {where}");
                    break;
                default:
                    throw Damaged($"{where}: expected {TypeName}, {ShapeName} and {OffsetsName}, but found {Quotation.Of(name)}.");
            }
        }

        string? missing = type is null ? TypeName : shape is null ? ShapeName : offsets is null ? OffsetsName : null;
        if (missing is not null)
        {
            throw Damaged(position, $"{where}: expected {TypeName}, {ShapeName} and {OffsetsName}, but {missing} is missing.");
        }

        CheckSize(where, position, type!, shape!, offsets!);
        return new TensorEntry(tensor, type!, [.. shape!], offsets![0], offsets[1], position);
    }

    private string ReadType(string where)
    {
        Expect(JsonTokenType.String, $"{TypeName} of {where}");
        return Text();
    }

    private List<long> ReadNumbers(string where)
    {
        List<long> numbers = [];
        Expect(JsonTokenType.StartArray, where);
        while (Next() != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out long number) || number < 0)
            {
                throw Damaged($"{where}: expected whole numbers from 0 to {long.MaxValue}.");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static void CheckSize(string where, long position, string type, List<long> shape, List<long> offsets)
    {
        if (offsets.Count != 2 || offsets[0] > offsets[1])
        {
            throw Damaged(position, $"{where}: expected two {OffsetsName}, the second not below the first, but found {Listing.Shape(offsets)}.");
        }

        Int128 elements = 1;
        foreach (long dimension in shape)
        {
            elements *= dimension;
            if (elements > long.MaxValue)
            {
                throw Damaged(position, $"{where}: its {ShapeName} has more values than {long.MaxValue}.");
            }
        }

        // Of a type that is not known, how much a value takes is not known either: that tensor alone cannot be read.
        long? bytes = ElementType.Bytes(type, (long)elements);
        if (ElementType.IsKnown(type) && bytes != offsets[1] - offsets[0])
        {
            throw Damaged(
                position,
                $"{where}: {elements} values of {type} take {(bytes is null ? "no number of bytes that there is" : $"{bytes} bytes")}, "
                + $"but its {OffsetsName} hold {offsets[1] - offsets[0]}.");
        }
    }

    /// <summary>The next name of the object at hand, or <see langword="null"/> at its end.</summary>
    private string? NextName(HashSet<string> names)
    {
        if (Next() == JsonTokenType.EndObject)
        {
            return null;
        }

        string name = Text();
        return names.Add(name) ? name : throw Damaged($"the name {Quotation.Of(name)} stands there twice.");
    }

    private void Expect(JsonTokenType type, string where)
    {
        if (Next() != type)
        {
            throw Damaged($"{where}: expected {Describe(type)}, but found {Describe(_reader.TokenType)}.");
        }
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        _ => type.ToString().ToLowerInvariant(),
    };

    private JsonTokenType Next()
    {
        try
        {
            return _reader.Read() ? _reader.TokenType : JsonTokenType.None;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException(
                $"byte {LengthSize + _reader.BytesConsumed}: from here on the header is not JSON.", problem);
        }
    }

    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException problem)
        {
            throw new InvalidDataException($"byte {Position}: expected text in UTF-8.", problem);
        }
    }

    private readonly InvalidDataException Damaged(string reason) => Damaged(Position, reason);

    private static InvalidDataException Damaged(long position, string reason) => new($"byte {position}: {reason}");
}

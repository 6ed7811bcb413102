using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CnnGen.Json;

/// <summary>Numbers, with null for those that are infinite or not a number, for which JSON has no form; null is read as not a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NumbersOrNullsConverter : JsonConverter<float[]>
{
    /// <inheritdoc/>
    public override float[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected an array of numbers.");
        }

        List<float> values = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(reader.TokenType == JsonTokenType.Null ? float.NaN : reader.GetSingle());
        }

        return [.. values];
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, float[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (float number in value)
        {
            if (float.IsFinite(number))
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndArray();
    }
}

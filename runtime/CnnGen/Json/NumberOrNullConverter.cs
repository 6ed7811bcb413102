using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CnnGen.Json;

/// <summary>A number, or null where it is infinite or not a number, for which JSON has no form; null is read as not a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NumberOrNullConverter : JsonConverter<double>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

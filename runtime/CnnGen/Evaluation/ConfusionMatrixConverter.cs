using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CnnGen.Json;

/// <summary>A confusion matrix as the array of its rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConfusionMatrixConverter : JsonConverter<ConfusionMatrix>
{
    /// <inheritdoc/>
    public override ConfusionMatrix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<List<int>> rows = [];
        Expect(reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TokenType == JsonTokenType.StartArray);
            List<int> row = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                row.Add(reader.GetInt32());
            }

            rows.Add(row);
        }

        var confusion = new ConfusionMatrix(rows.Count);
        for (int actual = 0; actual < rows.Count; actual++)
        {
            Expect(rows[actual].Count == rows.Count);
            for (int predicted = 0; predicted < rows.Count; predicted++)
            {
                confusion.Add(actual, predicted, rows[actual][predicted]);
            }
        }

        return confusion;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ConfusionMatrix value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (int actual = 0; actual < value.Classes; actual++)
        {
            writer.WriteStartArray();
            for (int predicted = 0; predicted < value.Classes; predicted++)
            {
                writer.WriteNumberValue(value[actual, predicted]);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Expect(bool isSo)
    {
        if (!isSo)
        {
            throw new JsonException("Expected a confusion matrix: an array of rows, each an array of as many whole numbers as there are rows.");
        }
    }
}

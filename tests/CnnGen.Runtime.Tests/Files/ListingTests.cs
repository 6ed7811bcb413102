using System.Text;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Files;

/// <summary>A message is read by people, however much is wrong.</summary>
[Trait("Speed", "Slow")]
public class ListingTests
{
    private const int Tensors = 100_000;
    private const int MostLines = 350;

    [Fact]
    public void Many_tensors_that_nobody_asks_for_make_a_message_of_some_lines()
    {
        var header = new StringBuilder("{");
        for (int i = 0; i < Tensors; i++)
        {
            header.Append(i == 0 ? string.Empty : ",").Append("\"t").Append(i).Append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }

        byte[] content = SafetensorsBytes.File(header.Append('}').ToString());
        string message = Assert.Throws<InvalidDataException>(() => Small.Load(content)).Message;
        Assert.InRange(message.Split('\n').Length, 100, MostLines);
        Assert.Contains("\n  conv1.weight: missing\n", message, StringComparison.Ordinal);
        Assert.Contains($"\n  … and {Tensors - 100} more that are no parameters of the network\n", message, StringComparison.Ordinal);

        WeightsReport report = new Small().LoadWeights(SafetensorsFile.Read(content));
        Assert.Equal(Tensors, report.LeftOver.Count);
        Assert.InRange(report.ToString().Split('\n').Length, 100, MostLines);
        ArgumentException twice = Assert.Throws<ArgumentException>(() => SafetensorsFile.Read(content).Rename(name => name[..2]));
        Assert.InRange(twice.Message.Length, 1, 200);
    }

    [Fact]
    public void A_shape_of_many_dimensions_and_a_name_of_many_lines_make_short_messages()
    {
        string dimensions = string.Join(",", Enumerable.Repeat("1", 100_000));
        string name = new string('x', 10_000) + "\\n";
        SafetensorsFile file = SafetensorsFile.Read(SafetensorsBytes.File(
            $$$"""{"fc1.weight":{"dtype":"F32","shape":[{{{dimensions}}}],"data_offsets":[0,4]},"{{{name}}}":{"dtype":"F32","shape":[{{{dimensions}}}],"data_offsets":[4,8]}}""",
            new byte[8]));
        Assert.Equal("fc1.weight F32 [1, 1, 1, 1, 1, 1, 1, 1, …]", file.Tensors[0].ToString());
        Assert.Equal(
            $"""
            0 taken
            conv1.weight: missing
            conv1.bias: missing
            fc1.weight: expected [4, 27], but found F32 [1, 1, 1, 1, 1, 1, 1, 1, …]
            {new string('x', 80)}…: no parameter of the network
            """,
            new Small().LoadWeights(file).ToString());
    }

    [Fact]
    public void Many_classes_make_a_short_message()
    {
        Dataset data = Dataset.FromArrays(new float[1], [0], sampleSize: 1, classCount: 1);
        Assert.StartsWith(
            "Expected each class once, but found 0, 0, 0, 0, 0, 0, 0, 0, ….",
            Assert.Throws<ArgumentException>(() => data.SelectClasses(new int[1000])).Message,
            StringComparison.Ordinal);
    }
}

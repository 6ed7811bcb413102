using System.Buffers.Binary;

namespace CnnGen.Runtime.Tests.Weights;

public sealed class ReadingTests
{
    public static TheoryData<string, byte[], float[]> Types => new()
    {
        { "F32", [0, 0, 0x80, 0x3F, 0, 0, 0, 0x80], [1f, -0f] },
        { "F16", [0, 0x3C, 0xFF, 0x7B, 0x01, 0x80, 0, 0x7C], [1f, 65504f, -5.9604645e-8f, float.PositiveInfinity] },
        { "BF16", [0x80, 0x3F, 0x49, 0xC0, 0x01, 0], [1f, -3.140625f, 9.1835e-41f] },
        { "F64", [.. Double(0.1), .. Double(1e300), .. Double(-1e-50)], [0.1f, float.PositiveInfinity, -0f] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Floats_of_any_width_are_read(string type, byte[] bytes, float[] expected)
    {
        SafetensorsTensor tensor = SafetensorsFile.Read(SafetensorsBytes.Tensor(type, $"[1,{expected.Length}]", bytes)).Tensors.Single();
        Assert.Equal((type, (long)expected.Length, true), (tensor.ElementType, tensor.Count, tensor.HoldsFloats));
        Assert.Equal($"t {type} [1, {expected.Length}]", tensor.ToString());
        float[] values = new float[expected.Length];
        tensor.CopyTo(values);
        Assert.Equal(SafetensorsBytes.Bits(expected), SafetensorsBytes.Bits(values));
        Assert.Throws<ArgumentException>("destination", () => tensor.CopyTo(new float[expected.Length + 1]));
    }

    [Theory]
    [InlineData("BOOL", 1, "[5]", 5)]
    [InlineData("U8", 1, "[5]", 5)]
    [InlineData("I8", 1, "[5]", 5)]
    [InlineData("F8_E4M3", 1, "[5]", 5)]
    [InlineData("F8_E5M2", 1, "[5]", 5)]
    [InlineData("F8_E8M0", 1, "[5]", 5)]
    [InlineData("U16", 2, "[5]", 5)]
    [InlineData("I16", 2, "[5]", 5)]
    [InlineData("U32", 4, "[5]", 5)]
    [InlineData("I32", 4, "[5]", 5)]
    [InlineData("U64", 8, "[5]", 5)]
    [InlineData("I64", 8, "[]", 1)]
    [InlineData("C64", 8, "[5]", 5)]
    [InlineData("F4", 1, "[10]", 5)]
    [InlineData("F6_E2M3", 3, "[4]", 1)]
    [InlineData("F6_E3M2", 3, "[4]", 1)]
    [InlineData("F8_E4M3FNUZ", 1, "[5]", 5)]
    [InlineData("Q3_7", 1, "[5]", 3)]
    [InlineData("", 1, "[5]", 0)]
    public void Other_types_are_kept_as_bytes(string type, int size, string shape, int count)
    {
        byte[] bytes = new byte[size * count];
        new Random(1).NextBytes(bytes);
        SafetensorsTensor tensor = SafetensorsFile.Read(SafetensorsBytes.Tensor(type, shape, bytes)).Tensors.Single();
        Assert.Equal(bytes, tensor.Bytes.ToArray());
        Assert.False(tensor.HoldsFloats);
        Assert.Contains(type, Assert.Throws<NotSupportedException>(() => tensor.CopyTo(new float[tensor.Count])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Single_values_and_tensors_without_any_are_read()
    {
        SafetensorsFile file = SafetensorsFile.Read(SafetensorsBytes.File(
            """
            {"none":{"dtype":"F32","shape":[1000000000000,0],"data_offsets":[4,4]},
             "one":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
             "first":{"shape":[0],"data_offsets":[0,0],"dtype":"F32"}}
            """,
            0, 0, 0x80, 0x3F));
        Assert.Equal(["first F32 [0]", "one F32 []", "none F32 [1000000000000, 0]"], file.Tensors.Select(tensor => tensor.ToString()));
        Assert.True(file.TryGetTensor("one", out SafetensorsTensor? one));
        float[] value = new float[1];
        one.CopyTo(value);
        Assert.Equal(1f, value[0]);
        Assert.False(file.TryGetTensor("two", out _));
    }

    [Fact]
    public void A_type_that_is_not_known_makes_one_tensor_unreadable_and_no_other()
    {
        byte[] content = SafetensorsBytes.File(
            """
            {"conv1.bias":{"dtype":"F32","shape":[3],"data_offsets":[5,17]},"conv1.weight":{"dtype":"Q3\n","shape":[3,2,3,3],"data_offsets":[0,5]}}
            """,
            [1, 2, 3, 4, 5, .. BitConverter.GetBytes(6f), .. BitConverter.GetBytes(7f), .. BitConverter.GetBytes(8f)]);
        var model = new Small();
        Assert.Equal(
            """
            1 taken
            fc1.weight: missing
            conv1.weight: expected [3, 2, 3, 3], but found Q3� [3, 2, 3, 3]
            """,
            model.LoadWeights(SafetensorsFile.Read(content)).ToString());
        Assert.Equal([6f, 7f, 8f], model.Conv1.Bias!.Values.ToArray());
        Assert.Equal([1, 2, 3, 4, 5], SafetensorsFile.Read(content).Tensors[0].Bytes.ToArray());
    }

    [Fact]
    public void A_file_without_tensors_is_one_all_the_same()
    {
        Assert.Empty(SafetensorsFile.Read(SafetensorsBytes.File("{}")).Tensors);
        SafetensorsFile file = SafetensorsFile.Read(SafetensorsBytes.File("""{"__metadata__":{"format":"pt","\u00e9":"\n"}}   """));
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["é"] = "\n" }, file.Metadata);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_is_read_from_where_it_is_and_left_open(bool canSeek)
    {
        byte[] content = [1, 2, 3, .. SafetensorsBytes.Of(new LeNet5(seed: 6).Save)];
        using var memory = new MemoryStream(content) { Position = 3 };
        using Stream stream = canSeek ? memory : new FailingStream(memory, int.MaxValue, null);
        SafetensorsFile file = SafetensorsFile.Read(stream);
        Assert.Equal(10, file.Tensors.Count);
        Assert.Equal(content.Length, memory.Position);
    }

    private static byte[] Double(double value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }
}

namespace CnnGen.Runtime.Tests.Weights;

public sealed class DamagedSafetensorsTests : IDisposable
{
    private const string MostBytes = "9223372036854775807";
    private readonly Data.TemporaryFolder _folder = new();

    public static TheoryData<string, byte[], string> Damages => new()
    {
        { "empty", [], "byte 0: expected the length of the header in 8 bytes, but found 0." },
        { "start cut", [2, 0, 0, 0, 0, 0, 0], "byte 0: expected the length of the header in 8 bytes, but found 7." },
        { "length of 0", SafetensorsBytes.File(0, []), "byte 8: expected a header, which starts with '{', but found an empty one." },
        { "length too large", SafetensorsBytes.File(100_000_001, []), "byte 0: expected the length of a safetensors header, at most 100000000, but found 100000001." },
        { "length of 2^64", SafetensorsBytes.File(ulong.MaxValue, []), "byte 0: expected the length of a safetensors header, at most 100000000, but found 18446744073709551615." },
        { "length of another file", "XK\u0003\u0004 and more"u8.ToArray(), "byte 0: expected the length of a safetensors header, at most 100000000, but found 7236828441365138264." },
        { "header cut", SafetensorsBytes.File(3, "{}"u8.ToArray()), "byte 0: expected a header of 3 bytes, but 2 follow." },
        { "not an object", SafetensorsBytes.File("[]"), "byte 8: expected a header, which starts with '{', but found 0x5B." },
        { "space in front", SafetensorsBytes.File(" {}"), "byte 8: expected a header, which starts with '{', but found 0x20." },
        { "never closed", SafetensorsBytes.File("{"), "byte 9: from here on the header is not JSON." },
        { "two headers", SafetensorsBytes.File("{}{}"), "byte 10: from here on the header is not JSON." },
        { "trailing comma", SafetensorsBytes.File("""{"__metadata__":{},}"""), "byte 27: from here on the header is not JSON." },
        { "comment", SafetensorsBytes.File("{/**/}"), "byte 9: from here on the header is not JSON." },
        { "NUL behind", SafetensorsBytes.File("{}\0"), "byte 10: from here on the header is not JSON." },
        { "deep", SafetensorsBytes.File("{\"t\":" + new string('[', 1000)), "byte 13: tensor 't': expected an object, but found a list." },
        { "no UTF-8", SafetensorsBytes.File(8, [.. "{\"a"u8, 0xFF, .. "\":1}"u8]), "byte 9: expected text in UTF-8." },
        { "half a pair", SafetensorsBytes.File("""{"\ud800":1}"""), "byte 9: expected text in UTF-8." },
        { "tensor twice", SafetensorsBytes.File(Entries(Empty("a"), Empty("\\u0061"))), "byte 61: the name 'a' stands there twice." },
        { "metadata twice", SafetensorsBytes.File("""{"__metadata__":{},"__metadata__":{}}"""), "byte 27: the name '__metadata__' stands there twice." },
        { "entry twice", SafetensorsBytes.File("""{"__metadata__":{"a":"","a":""}}"""), "byte 32: the name 'a' stands there twice." },
        { "shape twice", SafetensorsBytes.File(Tensor("F32", "[0],\"shape\":[0]", "[0,0]")), "byte 40: the name 'shape' stands there twice." },
        { "metadata a list", SafetensorsBytes.File("""{"__metadata__":[]}"""), "byte 24: __metadata__: expected an object, but found a list." },
        { "metadata a number", SafetensorsBytes.File("""{"__metadata__":{"a":1}}"""), "byte 29: __metadata__ 'a': expected text, but found a number." },
        { "metadata null", SafetensorsBytes.File("""{"__metadata__":{"a":null}}"""), "byte 29: __metadata__ 'a': expected text, but found null." },
        { "tensor a list", SafetensorsBytes.File("""{"t":[]}"""), "byte 13: tensor 't': expected an object, but found a list." },
        { "no dtype", SafetensorsBytes.File("""{"t":{"shape":[0],"data_offsets":[0,0]}}"""), "byte 9: tensor 't': expected dtype, shape and data_offsets, but dtype is missing." },
        { "no shape", SafetensorsBytes.File("""{"t":{"dtype":"F32","data_offsets":[0,0]}}"""), "byte 9: tensor 't': expected dtype, shape and data_offsets, but shape is missing." },
        { "no offsets", SafetensorsBytes.File("""{"t":{"dtype":"F32","shape":[0]}}"""), "byte 9: tensor 't': expected dtype, shape and data_offsets, but data_offsets is missing." },
        { "something else", SafetensorsBytes.File("""{"t":{"strides":[1]}}"""), "byte 14: tensor 't': expected dtype, shape and data_offsets, but found 'strides'." },
        { "type a number", SafetensorsBytes.File("""{"t":{"dtype":32}}"""), "byte 22: dtype of tensor 't': expected text, but found a number." },
        { "shape a number", SafetensorsBytes.File("""{"t":{"shape":0}}"""), "byte 22: shape of tensor 't': expected a list, but found a number." },
        { "negative", SafetensorsBytes.File(Tensor("F32", "[-1]", "[0,0]")), $"byte 37: shape of tensor 't': expected whole numbers from 0 to {MostBytes}." },
        { "fraction", SafetensorsBytes.File(Tensor("F32", "[1.0]", "[0,4]"), new byte[4]), $"byte 37: shape of tensor 't': expected whole numbers from 0 to {MostBytes}." },
        { "exponent", SafetensorsBytes.File(Tensor("F32", "[1e0]", "[0,4]"), new byte[4]), $"byte 37: shape of tensor 't': expected whole numbers from 0 to {MostBytes}." },
        { "2^63", SafetensorsBytes.File(Tensor("F32", "[9223372036854775808]", "[0,0]")), $"byte 37: shape of tensor 't': expected whole numbers from 0 to {MostBytes}." },
        { "product of 2^64", SafetensorsBytes.File(Tensor("F32", "[4294967296,4294967296]", "[0,0]")), $"byte 9: tensor 't': its shape has more values than {MostBytes}." },
        { "product of 2^186", SafetensorsBytes.File(Tensor("F32", $"[{MostBytes},{MostBytes},{MostBytes}]", "[0,0]")), $"byte 9: tensor 't': its shape has more values than {MostBytes}." },
        { "bytes of 2^65", SafetensorsBytes.File(Tensor("F32", $"[{MostBytes}]", "[0,0]")), $"byte 9: tensor 't': {MostBytes} values of F32 take no number of bytes that there is, but its data_offsets hold 0." },
        { "half a byte", SafetensorsBytes.File(Tensor("F4", "[3]", "[0,1]"), new byte[1]), "byte 9: tensor 't': 3 values of F4 take no number of bytes that there is, but its data_offsets hold 1." },
        { "one offset", SafetensorsBytes.File(Tensor("F32", "[0]", "[0]")), "byte 9: tensor 't': expected two data_offsets, the second not below the first, but found [0]." },
        { "three offsets", SafetensorsBytes.File(Tensor("F32", "[0]", "[0,0,0]")), "byte 9: tensor 't': expected two data_offsets, the second not below the first, but found [0, 0, 0]." },
        { "backwards", SafetensorsBytes.File(Tensor("F32", "[1]", "[4,0]"), new byte[4]), "byte 9: tensor 't': expected two data_offsets, the second not below the first, but found [4, 0]." },
        { "offsets too near", SafetensorsBytes.File(Tensor("F32", "[2]", "[0,4]"), new byte[4]), "byte 9: tensor 't': 2 values of F32 take 8 bytes, but its data_offsets hold 4." },
        { "gap in front", SafetensorsBytes.File(Tensor("U8", "[1]", "[1,2]"), new byte[2]), "byte 9: expected the values of 't' to begin at 0, where those before them end, but they begin at 1." },
        { "gap", SafetensorsBytes.File(Entries(Bytes("b", 3, 4), Bytes("a", 0, 2)), new byte[4]), "byte 9: expected the values of 'b' to begin at 2, where those before them end, but they begin at 3." },
        { "overlap", SafetensorsBytes.File(Entries(Bytes("a", 0, 2), Bytes("b", 1, 3)), new byte[3]), "byte 61: expected the values of 'b' to begin at 2, where those before them end, but they begin at 1." },
        { "the same place", SafetensorsBytes.File(Entries(Bytes("a", 0, 2), Bytes("b", 0, 2)), new byte[2]), "byte 61: expected the values of 'b' to begin at 2, where those before them end, but they begin at 0." },
        { "values cut", SafetensorsBytes.File(Entries(Bytes("a", 0, 2)), new byte[1]), "byte 61: expected 2 bytes of values, but found 1." },
        { "values left over", SafetensorsBytes.File(Entries(Bytes("a", 0, 2)), new byte[3]), "byte 61: expected 2 bytes of values, but found more." },
        { "values without tensor", SafetensorsBytes.File("{}", 0), "byte 10: expected 0 bytes of values, but found more." },
        { "a line of a name", SafetensorsBytes.File($$"""{"{{new string('x', 5000)}}":0}"""), $"byte 5012: tensor '{new string('x', 80)}…': expected an object, but found a number." },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Damages))]
    public void Damaged_files_are_refused_with_place_and_reason(string damage, byte[] content, string message)
    {
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(content)).Message);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Small.Load(new FailingStream(new MemoryStream(content), int.MaxValue, null))).Message);
        string path = _folder.Write(damage, content);
        Assert.Equal($"{path}: {message}", Assert.Throws<InvalidDataException>(() => Small.Load(path)).Message);
    }

    [Theory]
    [InlineData("[1000000000000]", "4000000000000")]
    [InlineData("[500000000]", "2000000000")]
    public void A_header_that_promises_too_much_does_not_reserve_memory(string shape, string end)
    {
        byte[] content = SafetensorsBytes.File(Tensor("F32", shape, $"[0,{end}]"), new byte[100]);
        string path = _folder.Write("large", content);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path));
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(content));
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new FailingStream(new MemoryStream(content), int.MaxValue, null)));
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new FailingStream(new MemoryStream(SafetensorsBytes.File(100_000_000, [])), int.MaxValue, null)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] content = SafetensorsBytes.Of(new Small().Save);
        for (int length = 0; length < content.Length; length++)
        {
            byte[] cut = content[..length];
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(cut));
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(cut)));
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new FailingStream(new MemoryStream(cut), int.MaxValue, null)));
        }
    }

    private static string Tensor(string type, string shape, string offsets) =>
        $$$"""{"t":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":{{{offsets}}}}}""";

    private static string Entries(params string[] entries) => "{" + string.Join(",", entries) + "}";

    private static string Empty(string name) => Bytes(name, 0, 0);

    private static string Bytes(string name, int begin, int end) =>
        $$"""
        "{{name}}":{"dtype":"U8","shape":[{{end - begin}}],"data_offsets":[{{begin}},{{end}}]}
        """;
}

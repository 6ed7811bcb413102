using System.Buffers.Binary;
using CnnGen.Files;
using CnnGen.Onnx.Format;
using static CnnGen.Onnx.Format.TensorProto.Types;

namespace CnnGen.Onnx.Import;

/// <summary>Reads the values of a tensor. Nothing is allocated that the tensor's bytes do not fill.</summary>
internal static class TensorReader
{
    /// <exception cref="InvalidDataException">The tensor is damaged.</exception>
    /// <exception cref="RefusedException">It is of a kind that is not read.</exception>
    public static Constant Read(TensorProto tensor)
    {
        string name = $"tensor {Quotation.Of(tensor.Name)}";
        if (tensor.DataLocation == DataLocation.External)
        {
            throw new RefusedException($"{name} keeps its values in another file; save the model as a single file");
        }

        ThrowUnlessInOnePlace(tensor, name);
        int[] shape = Shape(tensor, name, out int count);
        return tensor.DataType switch
        {
            DataType.Float => Floats(sizeof(float), BinaryPrimitives.ReadSingleLittleEndian, tensor.FloatData.Count, i => tensor.FloatData[i]),
            DataType.Double => Floats(sizeof(double), bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes), tensor.DoubleData.Count, i => (float)tensor.DoubleData[i]),
            DataType.Float16 => Floats(sizeof(ushort), bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes), tensor.Int32Data.Count, i => (float)BitConverter.UInt16BitsToHalf((ushort)tensor.Int32Data[i])),
            DataType.Bfloat16 => Floats(sizeof(ushort), bytes => Bfloat16(BinaryPrimitives.ReadUInt16LittleEndian(bytes)), tensor.Int32Data.Count, i => Bfloat16((ushort)tensor.Int32Data[i])),
            DataType.Int64 => Integers(sizeof(long), BinaryPrimitives.ReadInt64LittleEndian, tensor.Int64Data.Count, i => tensor.Int64Data[i]),
            DataType.Int32 => Integers(sizeof(int), bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes), tensor.Int32Data.Count, i => tensor.Int32Data[i]),
            DataType.Bool => Integers(sizeof(byte), bytes => bytes[0], tensor.Int32Data.Count, i => tensor.Int32Data[i]),
            _ => throw new RefusedException($"{name} holds values of type {(int)tensor.DataType}, and only FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT64, INT32 and BOOL are read"),
        };

        Constant Floats(int size, RawValue<float> raw, int found, Func<int, float> value) =>
            new(shape, Values(tensor, name, count, size, raw, found, value), null);

        Constant Integers(int size, RawValue<long> raw, int found, Func<int, long> value) =>
            new(shape, null, Values(tensor, name, count, size, raw, found, value));
    }

    private static void ThrowUnlessInOnePlace(TensorProto tensor, string name)
    {
        (string Field, int Count)[] fields =
        [
            ("raw_data", tensor.RawData.Length),
            ("float_data", tensor.FloatData.Count),
            ("int32_data", tensor.Int32Data.Count),
            ("int64_data", tensor.Int64Data.Count),
            ("double_data", tensor.DoubleData.Count),
        ];
        string[] filled = [.. fields.Where(field => field.Count > 0).Select(field => field.Field)];
        if (filled.Length > 1)
        {
            throw new InvalidDataException($"{name}: expected its values in one field, but found some in {string.Join(" and ", filled)}.");
        }
    }

    private delegate T RawValue<T>(ReadOnlySpan<byte> bytes);

    private static int[] Shape(TensorProto tensor, string name, out int count)
    {
        long product = 1;
        foreach (long size in tensor.Dims)
        {
            // No file that is read here is larger.
            if (size is < 0 or > int.MaxValue || (product *= size) > int.MaxValue)
            {
                throw new InvalidDataException(
                    $"{name}: expected dimensions from 0 on whose product is at most {int.MaxValue}, but found [{string.Join(", ", tensor.Dims.Take(8))}].");
            }
        }

        count = (int)product;
        return [.. tensor.Dims.Select(size => (int)size)];
    }

    private static T[] Values<T>(TensorProto tensor, string name, int count, int size, RawValue<T> raw, int found, Func<int, T> value)
    {
        if (found > 0 ? found != count : tensor.RawData.Length != (long)count * size)
        {
            throw new InvalidDataException(
                $"{name}: its dimensions [{string.Join(", ", tensor.Dims.Take(8))}] need {count} values, but there are "
                + (found > 0 ? $"{found}." : $"{tensor.RawData.Length} bytes, {size} for each."));
        }

        var values = new T[count];
        ReadOnlySpan<byte> bytes = tensor.RawData.Span;
        for (int i = 0; i < count; i++)
        {
            values[i] = found > 0 ? value(i) : raw(bytes[(i * size)..]);
        }

        return values;
    }

    private static float Bfloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}

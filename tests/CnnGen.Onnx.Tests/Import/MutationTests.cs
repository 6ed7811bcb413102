using System.Globalization;
using static CnnGen.Onnx.Tests.ModelBuilder;

namespace CnnGen.Onnx.Tests.Import;

/// <summary>
/// A damaged file is read or refused with the one documented exception, and nothing else happens. CNNGEN_MUTATIONS sets how
/// many are tried.
/// </summary>
public class MutationTests
{
    [Fact]
    public void Mutated_models_are_read_or_refused()
    {
        int tried = int.TryParse(Environment.GetEnvironmentVariable("CNNGEN_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 10_000;
        byte[][] models = [.. Models().Select(model => model.Bytes())];
        var random = new Random(1);
        int read = 0;
        for (int i = 0; i < tried; i++)
        {
            byte[] damaged = Damage(models[i % models.Length], random);
            try
            {
                OnnxImport import = OnnxImport.Read(damaged);
                import.SaveWeights(Stream.Null);
                read++;
            }
            catch (InvalidDataException)
            {
            }
            catch (Exception unexpected)
            {
                throw new InvalidOperationException($"{unexpected.GetType().Name} on {Convert.ToHexString(damaged)}", unexpected);
            }
        }

        // Otherwise the damages would be too small to find anything, or too large.
        Assert.InRange(read, tried / 100, tried / 2);
    }

    private static IEnumerable<ModelBuilder> Models() =>
    [
        new ModelBuilder([1, 6, 6]).Constant("w", 2, 1, 3, 3).Constant("k", 2, 1, 1).Constant("m", 3, 8).Constant("b", 3)
            .Add("Conv", ["w"], List("pads", 1, 1, 1, 1), List("strides", 1, 1), Text("auto_pad", "NOTSET")).Add("Add", ["k"]).Add("Relu")
            .Add("MaxPool", List("kernel_shape", 3, 3), List("strides", 2, 2)).Add("Flatten").Add("Gemm", ["m", "b"], Integer("transB", 1), Float("alpha", 2)).Add("Softmax"),
        new ModelBuilder([2, 9]).Constant("w", 2, 2, 3).Constant("s", 2).Constant("v", [2], [1, 2]).Constant("m", 2, 6, 2).Integers("to", 12, 2).Integers("flat", 0, -1)
            .Node("Reshape", ["m", "to"]).Add("Mul", ["s2"]).Constant("s2", 2, 1)
            .Add("Conv", ["w"], List("pads", 0, 1), Text("auto_pad", "NOTSET")).Add("BatchNormalization", ["s", "s", "s", "v"])
            .Add("AveragePool", List("kernel_shape", 3), Integer("ceil_mode", 1)).Add("Reshape", ["flat"]).Add("MatMul", ["n0"]).Add("Sigmoid"),
    ];

    private static byte[] Damage(byte[] content, Random random)
    {
        byte[] bytes = [.. content];
        for (int damages = random.Next(1, 4); damages > 0 && bytes.Length > 0; damages--)
        {
            int place = random.Next(bytes.Length);
            int length = Math.Min(random.Next(1, 9), bytes.Length - place);
            switch (random.Next(8))
            {
                case 0 or 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 3:
                    // A small number, as sizes, kinds of fields and attributes are.
                    bytes[place] = (byte)random.Next(32);
                    break;
                case 4:
                    bytes = [.. bytes[..place], .. bytes[(place + length)..]];
                    break;
                case 5:
                    bytes = [.. bytes[..place], .. bytes[place..(place + length)], .. bytes[place..]];
                    break;
                case 6:
                    bytes = random.Next(4) == 0 ? bytes[..place] : bytes;
                    break;
                default:
                    // A length, a tag or a size that is far too large, or negative.
                    byte[] number = random.Next(3) switch
                    {
                        0 => [0xFF, 0xFF, 0xFF, 0xFF, 0x07],
                        1 => [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
                        _ => [0x80, 0x80, 0x80, 0x80, 0x10],
                    };
                    bytes = [.. bytes[..place], .. number, .. bytes[Math.Min(bytes.Length, place + (random.Next(2) * number.Length))..]];
                    break;
            }
        }

        return bytes;
    }
}

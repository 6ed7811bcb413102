using System.Buffers.Binary;
using System.Globalization;
using CnnGen.Runtime.Tests.Data;

namespace CnnGen.Runtime.Tests.Weights;

/// <summary>
/// A damaged file is read or refused with the one documented exception, and nothing else happens. CNNGEN_MUTATIONS sets
/// how many are tried of each kind of file.
/// </summary>
public sealed class MutationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mutated_weights_are_read_or_refused()
    {
        int tried = Tried(usually: 10_000);
        byte[] content = SafetensorsBytes.Of(new Small().Save);
        int header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(content);
        var random = new Random(1);
        var mutation = new Mutation(random);
        int read = 0;
        int loaded = 0;
        for (int i = 0; i < tried; i++)
        {
            byte[] damaged = mutation.Apply(content, header);

            // A header that became longer or shorter is refused by its length alone, unless that is mended.
            if (random.Next(2) == 0 && damaged.Length >= header)
            {
                BinaryPrimitives.WriteInt64LittleEndian(damaged, Math.Max(0, header - 8 + damaged.Length - content.Length));
            }

            if (TryRead(() => Use(random.Next(2) == 0 ? SafetensorsFile.Read(damaged) : SafetensorsFile.Read(new FailingStream(new MemoryStream(damaged), int.MaxValue, null))), damaged))
            {
                read++;
                loaded += TryRead(() => Small.Load(damaged), damaged) ? 1 : 0;
            }
        }

        // Otherwise the damages would be too small to find anything, or too large.
        Assert.InRange(read, tried / 100, tried / 2);
        Assert.InRange(loaded, tried / 1000, read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mutated_images_and_labels_are_read_or_refused(bool compressed)
    {
        int tried = Tried(usually: 1_000);
        byte[] images = IdxBytes.Images(3);
        byte[] labels = IdxBytes.Labels(4, 0, 9);
        if (compressed)
        {
            (images, labels) = (TemporaryFolder.Gzip(images), TemporaryFolder.Gzip(labels));
        }

        (string Images, string Labels) whole = (_folder.Write("images", images), _folder.Write("labels", labels));
        var mutation = new Mutation(new Random(2));
        int read = 0;
        for (int i = 0; i < tried; i++)
        {
            bool damagesLabels = i % 4 == 0;
            byte[] damaged = damagesLabels ? mutation.Apply(labels, 8) : mutation.Apply(images, 16);
            string path = _folder.Write("damaged", damaged);
            read += TryRead(() => Use(damagesLabels ? Idx.Open(whole.Images, path) : Idx.Open(path, whole.Labels)), damaged) ? 1 : 0;
        }

        Assert.InRange(read, tried / 1000, tried / 2);
    }

    private static int Tried(int usually) =>
        int.TryParse(Environment.GetEnvironmentVariable("CNNGEN_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : usually;

    private static bool TryRead(Action read, byte[] content)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        catch (Exception unexpected)
        {
            throw new InvalidOperationException($"{unexpected.GetType().Name} on {Convert.ToHexString(content)}", unexpected);
        }
    }

    // What was read is consistent.
    private static void Use(SafetensorsFile file)
    {
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            Assert.True(file.TryGetTensor(tensor.Name, out SafetensorsTensor? found) && found == tensor);
            Assert.Equal(tensor.Count, tensor.Shape.Aggregate(1L, (product, size) => checked(product * size)));
            if (tensor.HoldsFloats)
            {
                tensor.CopyTo(new float[tensor.Count]);
            }
        }
    }

    private static void Use(IdxDataset data)
    {
        float[] sample = new float[data.SampleSize];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopySample(i, sample);
            Assert.InRange(data.Label(i), 0, data.ClassCount - 1);
        }
    }
}

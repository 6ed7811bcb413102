using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using CnnGen.Runtime.Tests.Data;
using CnnGen.Training;
using CnnGen.Training.Monitoring;
using CnnGen.Training.Optimizers;
using Xunit.Abstractions;

namespace CnnGen.Runtime.Tests.Weights;

/// <summary>
/// A damaged file is read or refused with the one documented exception, which names it, and takes no more memory than its
/// size justifies; nothing else happens. CNNGEN_MUTATIONS sets how many are tried of each kind of file.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class MutationTests(ITestOutputHelper output) : IDisposable
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
        var clock = Stopwatch.StartNew();
        int read = 0;
        int loaded = 0;
        for (int i = 0; i < tried; i++)
        {
            byte[] damaged = mutation.Apply(content, header);
            if (random.Next(2) == 0 && damaged.Length >= header)
            {
                MendLength(damaged, header, content.Length);
            }

            if (TryRead(() => Use(random.Next(2) == 0 ? SafetensorsFile.Read(damaged) : SafetensorsFile.Read(new FailingStream(new MemoryStream(damaged), int.MaxValue, null))), damaged, where: "byte "))
            {
                read++;
                loaded += TryRead(() => Small.Load(damaged), damaged, where: "expected ") ? 1 : 0;
            }
        }

        Report("weights", tried, read, clock);

        // Otherwise the damages would be too small to find anything, or too large.
        Assert.InRange(read, tried / 100, tried / 2);
        Assert.InRange(loaded, tried / 1000, read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mutated_images_and_labels_are_read_or_refused(bool compressed)
    {
        byte[] images = Pack(IdxBytes.Images(3), compressed);
        byte[] labels = Pack(IdxBytes.Labels(4, 0, 9), compressed);
        (string Images, string Labels) whole = (_folder.Write("images", images), _folder.Write("labels", labels));
        (int tried, int read) = TryFiles(
            $"IDX images{(compressed ? ", compressed" : string.Empty)}", images, 16, seed: 2, path => Use(Idx.Open(path, whole.Labels)));
        Assert.InRange(read, tried / 1000, tried / 2);
        (tried, read) = TryFiles(
            $"IDX labels{(compressed ? ", compressed" : string.Empty)}", labels, 8, seed: 3, path => Use(Idx.Open(whole.Images, path)));
        Assert.InRange(read, tried / 1000, tried / 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mutated_rows_are_read_or_refused(bool compressed)
    {
        byte[] content = Pack(CifarBytes.Rows(4, 0, 9), compressed);
        (int tried, int read) = TryFiles(
            $"CIFAR-10{(compressed ? ", compressed" : string.Empty)}", content, compressed ? 40 : 3074, seed: 4, path => Use(Cifar10.Open(path)));
        Assert.InRange(read, tried / 1000, tried / 2);
    }

    [Fact]
    public void A_mutated_checkpoint_is_read_or_refused()
    {
        var settings = new TrainingSettings(BatchSize: 8, Seed: 1, new Sgd(0.125f) { Momentum = 0.9f });
        var model = new Small();
        string path = Path.Combine(_folder.Path, "whole");
        var position = new TrainingPosition(Call: 2, Epoch: 2, Epochs: 2, Random: ulong.MaxValue, Samples: 24, LossSum: 31.5, Correct: 7);
        FileAt(path).Save(new CheckpointEntries(
            position, Steps: 9, LearningRate: 0.1f, CallRates: [0.5f, 0.25f, 0.125f], TrainSamples: 50, new Dictionary<string, double> { ["best"] = double.NaN, [""] = 0.1 },
            new MonitorState(Best: 0.5, BestEpoch: 1, EpochsSinceBest: 1)));
        byte[] content = File.ReadAllBytes(path);
        int header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(content);
        (int tried, int read) = TryFiles("checkpoints", content, header, seed: 5, damaged =>
            FileAt(damaged).Read(0.5f)!.Resume(State(), epochs: 2, trainSamples: 50, schedule: null, []), mends: true);
        Assert.InRange(read, tried / 1000, tried / 2);

        CheckpointFile<Small> FileAt(string at) => new(at, model, State(), [], settings);

        OptimizerState State() => Create(new Sgd(0.125f) { Momentum = 0.9f }, model);
    }

    private static int Tried(int usually) =>
        int.TryParse(Environment.GetEnvironmentVariable("CNNGEN_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : usually;

    // Compressed content may be a hundred times as large, and is copied as it grows. The rest is for texts: what JSON becomes,
    // and what an exception says.
    private static long MostBytes(byte[] content) =>
        content is [0x1f, 0x8b, ..] ? 5 * ((1 << 20) + (100L * content.Length)) : 300_000 + (50L * content.Length);

    private static OptimizerState Create<T>(Optimizer optimizer, T _)
        where T : class, CnnGen.Networks.INetwork<T> =>
        optimizer.CreateState(LearnedParameters.Of(T.Layout, optimizer), LaneWidth.Widest);

    private static byte[] Pack(byte[] content, bool compressed) => compressed ? TemporaryFolder.Gzip(content) : content;

    private (int Tried, int Read) TryFiles(
        string kind, byte[] content, int header, int seed, Action<string> read, bool mends = false)
    {
        int tried = Tried(usually: 1_000);
        var random = new Random(seed);
        var mutation = new Mutation(random);
        var clock = Stopwatch.StartNew();
        int count = 0;
        for (int i = 0; i < tried; i++)
        {
            byte[] damaged = mutation.Apply(content, header);
            if (mends && random.Next(2) == 0 && damaged.Length >= header)
            {
                MendLength(damaged, header, content.Length);
            }

            string path = _folder.Write("damaged", damaged);
            count += TryRead(() => read(path), damaged, where: $"{path}: ") ? 1 : 0;

            // Some systems take much longer to write over a file than to write a new one.
            File.Delete(path);
        }

        Report(kind, tried, count, clock);
        return (tried, count);
    }

    // A header that became longer or shorter is refused by its length alone, unless that is mended.
    private static void MendLength(byte[] damaged, int header, int length) =>
        BinaryPrimitives.WriteInt64LittleEndian(damaged, Math.Max(0, header - 8 + damaged.Length - length));

    private void Report(string kind, int tried, int read, Stopwatch clock) =>
        output.WriteLine($"{kind}: {tried} tried, {read} read, {tried - read} refused, {clock.Elapsed.TotalSeconds:F1} s.");

    private static bool TryRead(Action read, byte[] content, string where)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
            return true;
        }
        catch (InvalidDataException problem)
        {
            Assert.StartsWith(where, problem.Message, StringComparison.Ordinal);
            return false;
        }
        catch (Exception unexpected)
        {
            throw new InvalidOperationException($"{unexpected.GetType().Name} on {Convert.ToHexString(content)}", unexpected);
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes(content));
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

    private static void Use(Dataset data)
    {
        float[] sample = new float[data.SampleSize];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopySample(i, sample);
            Assert.InRange(data.Label(i), 0, data.ClassCount - 1);
        }
    }
}

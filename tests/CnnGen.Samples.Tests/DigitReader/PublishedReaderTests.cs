using System.Reflection;
using CnnGen.Testing;
using DigitReader;

namespace CnnGen.Samples.Tests.DigitReader;

/// <summary>The sample as it is shipped, in native code. Skipped where this machine cannot publish it.</summary>
public class PublishedReaderTests(PublishedReaderTests.Reader reader) : IClassFixture<PublishedReaderTests.Reader>
{
    private const long MostBytes = 3_000_000;

    // What a program that only predicts has no use for.
    private static readonly string[] Training =
        ["Trainer", "TrainingStep", "Optimizer", "Sgd", "SgdState", "MuonState", "MicroBatchPasses", "GradientSums", "GradientClipping", "WorkerPool", "Checkpoint"];

    [SkippableFact]
    public void It_reads_the_digits_that_it_carries()
    {
        IReadOnlyList<string> lines = Command.Run(reader.Program).Succeeded().Lines;
        Assert.Equal(Enumerable.Range(0, 10).Select(digit => (digit.ToString(), $"{digit}.pgm")), lines.Skip(1).Select(Read));
    }

    [SkippableFact]
    public void It_reads_pictures_and_goes_on_behind_one_that_it_cannot_read()
    {
        using TemporaryFolder folder = new();
        string sheet = Path.Combine(folder.Path, "three.pgm");
        File.WriteAllBytes(sheet, EnlargedDigit.Pgm(EnlargedDigit.Draw(SampleDigits.Open("3.pgm"), 40, 20)));
        string damaged = folder.Write("damaged.pgm", "P5 28 28 255\n");
        CommandResult command = Command.Run(reader.Program, [damaged, sheet]);
        Assert.Equal(("3", sheet), Read(Assert.Single(command.Lines.Skip(1))));
        Assert.Equal($"{damaged}: expected 28×28 pixels in 784 bytes behind the header, but found 0 bytes.\n", command.Errors);
        Assert.Equal(1, command.Status);
    }

    [SkippableFact]
    public void It_is_one_file_of_less_than_3_MB()
    {
        string file = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(reader.Program)!));
        Assert.InRange(new FileInfo(file).Length, 1, MostBytes);
    }

    [SkippableFact]
    public void It_carries_no_code_of_training()
    {
        string map = File.ReadAllText(reader.Map);
        Assert.Contains("Infer", map, StringComparison.Ordinal);
        Assert.DoesNotContain("Backward", map, StringComparison.Ordinal);
        Assert.All(Training, type => Assert.DoesNotContain($"CnnGen_Training_{type}", map, StringComparison.Ordinal));
    }

    private static (string Digit, string Name) Read(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words[0], words[^1]);
    }

    /// <summary>Publishes the program when a test first asks for it.</summary>
    public sealed class Reader : IDisposable
    {
        private readonly Publication _publication = new();
        private readonly Lazy<(string Program, string Map)> _published;

        public Reader() => _published = new(() =>
        {
            string folder = _publication.Publish(Project, "-p:IlcGenerateMapFile=true");
            return (
                Path.Combine(folder, "DigitReader"),
                Assert.Single(Directory.GetFiles(_publication.Artifacts, "DigitReader.map.xml", SearchOption.AllDirectories)));
        });

        public string Program => _published.Value.Program;

        /// <summary>A file with the names of all that was compiled.</summary>
        public string Map => _published.Value.Map;

        private static string Project => typeof(Reader).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "DigitReader").Value!;

        public void Dispose() => _publication.Dispose();
    }
}

using System.Diagnostics;
using System.Runtime.Versioning;
using CnnGen.Runtime.Tests.Data;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Files;

/// <summary>Whatever a path leads to that is no file to read, the error is the one that is documented, and names the path.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Everything that takes the path of a file to read.</summary>
    public static TheoryData<string> Readers => [.. s_readers.Keys];

    private static readonly Dictionary<string, Action<string>> s_readers = new()
    {
        ["SafetensorsFile.Open"] = path => SafetensorsFile.Open(path),
        ["Load"] = path => Small.Load(path),
        ["LoadWeights"] = path => new Small().LoadWeights(path),
        ["LoadWeights of a part"] = path => new Small().LoadWeights(path, "conv1"),
        ["Idx.Open, images"] = path => Idx.Open(path, Path.Combine(Path.GetDirectoryName(path)!, "labels")),
        ["Idx.Open, labels"] = path => Idx.Open("images", path),
        ["Cifar10.Open"] = path => Cifar10.Open(path),
        ["Cifar100.Open"] = path => Cifar100.Open(path),
        ["Cifar100.OpenCoarse"] = path => Cifar100.OpenCoarse(path),
    };

    public InputFileTests() => _folder.Write("labels", IdxBytes.Labels(1));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_folder_in_place_of_a_file_is_an_error_that_names_it(string reader)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "folder")).FullName;
        Assert.Equal($"{folder}: expected a file, but found a folder.", Assert.Throws<IOException>(() => s_readers[reader](folder)).Message);
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_may_not_be_read_is_an_error_that_names_it(string reader)
    {
        Skip.If(OperatingSystem.IsWindows(), "Files have no mode here.");
        string path = _folder.Write("secret", [1]);
        File.SetUnixFileMode(path, UnixFileMode.None);
        Skip.If(CanRead(path), "This user may read every file.");
        Assert.StartsWith($"{path}: cannot be read. ", Assert.Throws<IOException>(() => s_readers[reader](path)).Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Idx.Open, labels")]
    [InlineData("Cifar10.Open")]
    public void A_pipe_in_place_of_data_is_an_error_that_names_it(string reader)
    {
        string pipe = Pipe();
        using var writer = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        Assert.Equal($"{pipe}: expected a file, but found a pipe or a device.", Assert.Throws<IOException>(() => s_readers[reader](pipe)).Message);
    }

    [SkippableFact]
    public void Weights_are_read_from_a_pipe()
    {
        string pipe = Pipe();
        var model = new Small(seed: 3);
        Task writing = Task.Run(() =>
        {
            using var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            model.Save(writer);
        });
        Assert.Equal(SafetensorsBytes.Bits(model.Parameters), SafetensorsBytes.Bits(Small.Load(pipe).Parameters));
        writing.Wait();
    }

    [SkippableFact]
    public void A_device_without_a_length_is_read_and_refused_for_what_it_holds()
    {
        const string Zeros = "/dev/zero";
        Skip.IfNot(File.Exists(Zeros), $"There is no {Zeros} here.");
        Assert.Equal(
            $"{Zeros}: byte 8: expected a header, which starts with '{{', but found an empty one.",
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(Zeros)).Message);
        Assert.StartsWith($"{Zeros}: byte ", Assert.Throws<InvalidDataException>(() => Idx.Open("images", Zeros)).Message, StringComparison.Ordinal);
        Assert.StartsWith($"{Zeros}: byte ", Assert.Throws<InvalidDataException>(() => Cifar10.Open(Zeros)).Message, StringComparison.Ordinal);
    }

    private string Pipe()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "There are no pipes with names here.");
        string path = Path.Combine(_folder.Path, "pipe");
        using Process process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Skip.IfNot(process.ExitCode == 0, "No pipe can be made here.");
        return path;
    }

    private static bool CanRead(string path)
    {
        try
        {
            File.ReadAllBytes(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}

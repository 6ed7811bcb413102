using System.Diagnostics;
using System.Runtime.Versioning;
using CnnGen.Files;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Files;

/// <summary>Whatever goes wrong while a file is saved, the old one is as it was and nothing else is left.</summary>
public sealed class ReplacementTests : IDisposable
{
    private readonly Data.TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly byte[] _old;

    public ReplacementTests()
    {
        _old = SafetensorsBytes.Of(new Small(seed: 1).Save);
        _path = _folder.Write("small.safetensors", _old);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Saving_replaces_the_old_file_and_leaves_nothing_beside_it()
    {
        new Small(seed: 2).Save(_path);
        Assert.Equal(SafetensorsBytes.Of(new Small(seed: 2).Save), File.ReadAllBytes(_path));
        Assert.Equal([_path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_failure_at_any_byte_leaves_the_old_file()
    {
        for (int bytes = 0; bytes < _old.Length; bytes += 13)
        {
            var failure = new IOException("No space left on device");
            IOException exception = Assert.Throws<IOException>(() => FileReplacement.Write(
                _path, stream => new Small(seed: 2).Save(new FailingStream(stream, bytes, failure))));
            Assert.Equal($"{_path}: cannot be written, and what there was is as it was. No space left on device", exception.Message);
            Assert.Same(failure, exception.InnerException);
            AssertUntouched();
        }
    }

    [Fact]
    public void Cancelling_leaves_the_old_file_and_stays_what_it_is()
    {
        var cancelled = new OperationCanceledException();
        Assert.Same(cancelled, Assert.Throws<OperationCanceledException>(() => FileReplacement.Write(
            _path, stream => new Small(seed: 2).Save(new FailingStream(stream, 500, cancelled)))));
        AssertUntouched();
    }

    [Fact]
    public void A_stream_that_fails_passes_its_error_on()
    {
        var failure = new NotSupportedException();
        Assert.Same(failure, Assert.Throws<NotSupportedException>(() => new Small().Save(new FailingStream(new MemoryStream(), 100, failure))));
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_an_error()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "folder")).FullName;
        AssertRefused(folder, () => new Small().Save(folder));
        Assert.Equal([folder, _path], Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void A_pipe_is_refused_and_stays_one()
    {
        string pipe = Path.Combine(_folder.Path, "pipe");
        Skip.IfNot(OperatingSystem.IsLinux() && Run("mkfifo", pipe), "No pipe can be made here.");
        string link = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(link, "pipe");
        AssertNoFile(pipe);
        AssertNoFile(link);
        Assert.True(Run("test", "-p", pipe));
        Assert.Equal([link, pipe, _path], Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void A_device_is_refused_and_stays_one()
    {
        string device = Path.Combine(_folder.Path, "null");
        Skip.IfNot(OperatingSystem.IsLinux() && Run("mknod", device, "c", "1", "3"), "This user may not make a device.");
        AssertNoFile(device);
        Assert.True(Run("test", "-c", device));
    }

    [SkippableFact]
    public void A_pipe_that_a_process_has_open_is_refused()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "There is no /proc here.");

        // Its path is the target of a link, and leads nowhere.
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        string link = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(link, $"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}");
        AssertNoFile(link);
    }

    [Fact]
    public void An_empty_file_is_replaced()
    {
        File.WriteAllBytes(_path, []);
        new Small(seed: 2).Save(_path);
        Assert.Equal(SafetensorsBytes.Of(new Small(seed: 2).Save), File.ReadAllBytes(_path));
    }

    [SkippableTheory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    [UnsupportedOSPlatform("windows")]
    public void The_mode_of_the_old_file_is_kept(UnixFileMode mode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Files have no mode here.");
        foreach (byte[] content in new[] { _old, [] })
        {
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllBytes(_path, content);
            File.SetUnixFileMode(_path, mode);
            new Small(seed: 2).Save(_path);
            Assert.Equal(mode, File.GetUnixFileMode(_path));
            Assert.Equal(SafetensorsBytes.Of(new Small(seed: 2).Save), File.ReadAllBytes(_path));
        }

        // While it is written nobody else can read more of it than of the old one.
        File.SetUnixFileMode(_path, mode);
        FileReplacement.Write(_path, stream => Assert.Equal(
            UnixFileMode.None, File.GetUnixFileMode(((FileStream)stream).SafeFileHandle) & ~(mode | UnixFileMode.UserWrite)));
    }

    [Fact]
    public void A_missing_folder_is_an_error()
    {
        string path = Path.Combine(_folder.Path, "nowhere", "small.safetensors");
        AssertRefused(path, () => new Small().Save(path));
        Assert.Throws<ArgumentException>(() => new Small().Save(string.Empty));
        Assert.Throws<ArgumentNullException>(() => new Small().Save((string)null!));
    }

    [SkippableFact]
    public void A_link_stays_one_and_its_target_is_replaced()
    {
        string link = Path.Combine(_folder.Path, "latest");
        try
        {
            File.CreateSymbolicLink(link, "small.safetensors");
        }
        catch (IOException problem)
        {
            Skip.If(true, $"No link can be made here: {problem.Message}");
        }

        new Small(seed: 2).Save(link);
        Assert.Equal("small.safetensors", new FileInfo(link).LinkTarget);
        Assert.Equal(SafetensorsBytes.Of(new Small(seed: 2).Save), File.ReadAllBytes(_path));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void A_read_only_folder_is_an_error()
    {
        Skip.If(OperatingSystem.IsWindows(), "Folders have no mode here.");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Skip.If(CanWrite(), "This user may write into every folder.");
            AssertRefused(_path, () => new Small(seed: 2).Save(_path));
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        AssertUntouched();
    }

    [SkippableFact]
    public void A_full_disk_is_an_error()
    {
        string disk = Directory.CreateDirectory(Path.Combine(_folder.Path, "disk")).FullName;
        Skip.IfNot(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk), "This user may not mount a small disk.");
        try
        {
            string path = Path.Combine(disk, "small.safetensors");
            File.WriteAllBytes(path, _old);
            AssertRefused(path, () => new LeNet5().Save(path));
            Assert.Equal(_old, File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFileSystemEntries(disk));

            Assert.True(Run("mount", "-o", "remount,ro", disk));
            AssertRefused(path, () => new Small(seed: 2).Save(path));
            Assert.Equal(_old, File.ReadAllBytes(path));
        }
        finally
        {
            Assert.True(Run("umount", disk));
        }
    }

    [SkippableFact]
    public void A_device_that_is_full_is_an_error()
    {
        const string Full = "/dev/full";
        Skip.IfNot(File.Exists(Full), $"There is no {Full} here.");
        using var stream = new FileStream(Full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.Throws<IOException>(() => new Small().Save(stream));
    }

    private static void AssertRefused(string path, Action save) => Assert.StartsWith(
        $"{path}: cannot be written, and what there was is as it was. ", Assert.Throws<IOException>(save).Message, StringComparison.Ordinal);

    private static void AssertNoFile(string path)
    {
        AssertRefused(path, () => new Small().Save(path));
        Assert.EndsWith("It is no file but a pipe or a device; write to it as a stream.", Assert.Throws<IOException>(() => new Small().Save(path)).Message, StringComparison.Ordinal);
    }

    private void AssertUntouched()
    {
        Assert.Equal(_old, File.ReadAllBytes(_path));
        Assert.Equal([_path], Directory.GetFileSystemEntries(_folder.Path));
    }

    private bool CanWrite()
    {
        try
        {
            File.Delete(_folder.Write("probe", []));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

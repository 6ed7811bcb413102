namespace CnnGen.Files;

/// <summary>
/// Writes a file beside the old one and puts it in its place when it is whole and on the disk: who looks sees the old
/// file or the new one, whatever happens in between. The new one has the mode of the old one.
/// </summary>
internal static class FileReplacement
{
    private const string Prefix = ".cnngen-";

    // File names have an end, and what is unfinished should say what it was to become.
    private const int MostCharacters = 40;

    private static readonly EnumerationOptions s_hiddenOnes = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <param name="path">The file; where it is a link, what it links to.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written, or is no file but a pipe or a device. What there was is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        string? temporary = null;
        try
        {
            target = ReplaceableFile.Resolve(target);
            string name = Path.GetFileName(target);
            string start = $"{Prefix}{name[..Math.Min(name.Length, MostCharacters)]}-";
            string folder = Path.GetDirectoryName(target) ?? target;
            DeleteAbandoned(folder, start);
            temporary = Path.Combine(folder, start + Path.GetRandomFileName());

            // It stays open, and so locked, until it has its name: nobody takes it for abandoned.
            UnixFileMode? mode = ModeOf(target);
            using FileStream stream = Create(temporary, mode);
            write(stream);
            SetMode(stream, mode);
            stream.Flush(flushToDisk: true);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception problem)
        {
            Delete(temporary);

            // A file larger than the system allows is an argument out of range to .NET.
            if (problem is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
            {
                throw Refusal(path, problem);
            }

            throw;
        }
    }

    /// <summary>Says before hours of work that what they give could not be written.</summary>
    /// <param name="path">The file; there need not be one.</param>
    /// <exception cref="IOException">There is something that is no file, or no folder for it.</exception>
    public static void ThrowUnlessPossible(string path)
    {
        try
        {
            if (!Directory.Exists(Path.GetDirectoryName(ReplaceableFile.Resolve(Path.GetFullPath(path)))))
            {
                throw new DirectoryNotFoundException("Its folder does not exist.");
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Refusal(path, problem);
        }
    }

    private static IOException Refusal(string path, Exception problem) =>
        new($"{path}: cannot be written, and what there was is as it was. {problem.Message}", problem);

    // What only its owner may read is so from the first byte on; that owner may write it until it is done.
    private static FileStream Create(string path, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0 };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static UnixFileMode? ModeOf(string path) => OperatingSystem.IsWindows() || !File.Exists(path) ? null : File.GetUnixFileMode(path);

    // The process's mask may have taken away what the old file has. Not every file system can change a mode.
    private static void SetMode(FileStream file, UnixFileMode? mode)
    {
        if (mode is not null && !OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != mode)
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode.Value);
        }
    }

    // A process that is killed while it writes leaves a file that nobody has open any more.
    private static void DeleteAbandoned(string folder, string start)
    {
        foreach (string path in Directory.EnumerateFiles(folder, $"{Prefix}*", s_hiddenOnes))
        {
            if (Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal))
            {
                try
                {
                    // Opened alone it is nobody else's, whatever the system: some delete what others are writing.
                    using var abandoned = new FileStream(
                        path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
                }
                catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
                {
                    // Somebody is writing it, or it is another user's.
                }
            }
        }
    }

    // What went wrong before is what counts.
    private static void Delete(string? temporary)
    {
        try
        {
            File.Delete(temporary ?? string.Empty);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
        }
    }
}

namespace CnnGen.Files;

/// <summary>Files that are read.</summary>
internal static class InputFile
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It is missing, or a folder, or may not be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new IOException(
                Directory.Exists(path) ? $"{path}: expected a file, but found a folder." : $"{path}: cannot be read. {problem.Message}", problem);
        }
    }

    /// <summary>
    /// The bytes that are left to read; <see langword="null"/> where only reading tells: a pipe has no length, and a device says that it
    /// has none.
    /// </summary>
    public static long? LengthOf(Stream stream) => stream.CanSeek && stream.Length > 0 ? stream.Length - stream.Position : null;
}

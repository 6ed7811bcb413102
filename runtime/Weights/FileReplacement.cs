namespace CnnGen.Weights;

/// <summary>
/// Writes a file beside the old one and puts it in its place when it is whole and on the disk: who looks sees the old
/// file or the new one, whatever happens in between.
/// </summary>
internal static class FileReplacement
{
    /// <param name="path">The file; where it is a link, what it links to.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written. What there was is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        string? temporary = null;
        try
        {
            var file = new FileInfo(target);
            target = file.LinkTarget is null ? target : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            temporary = Path.Combine(Path.GetDirectoryName(target) ?? string.Empty, $".cnngen-{Path.GetRandomFileName()}");
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception problem)
        {
            Delete(temporary);
            if (problem is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"{path}: cannot be written, and what there was is as it was. {problem.Message}", problem);
            }

            throw;
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

using System.Formats.Tar;

namespace CnnGen.Files;

/// <summary>What a path leads to when a file is put in its place.</summary>
internal static class ReplaceableFile
{
    /// <summary>Follows links to their end.</summary>
    /// <param name="path">A full path; there need not be a file.</param>
    /// <returns>The path of the file that is to be replaced, or made.</returns>
    /// <exception cref="IOException">
    /// There is something, but no file: a folder, a pipe, a device. A file in its place would be no output to whoever reads there.
    /// </exception>
    public static string Resolve(string path)
    {
        var file = new FileInfo(path);
        string target = file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (Directory.Exists(target))
        {
            throw new IOException("It is a folder.");
        }

        // What a link of /proc leads to has no path of its own: it is there, but not where the link says.
        return !File.Exists(path) || (File.Exists(target) && IsRegular(target))
            ? target
            : throw new IOException("It is no file but a pipe or a device; write to it as a stream.");
    }

    // A file that holds something is one. Pipes, devices and empty files look the same to all of .NET but what archives files,
    // which opens none but files to find out.
    private static bool IsRegular(string path)
    {
        if (OperatingSystem.IsWindows() || new FileInfo(path).Length > 0)
        {
            return true;
        }

        using var archive = new MemoryStream();
        try
        {
            using var writer = new TarWriter(archive, leaveOpen: true);
            writer.WriteEntry(path, entryName: "file");
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile };
    }
}

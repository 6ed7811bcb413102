namespace CnnGen.Data;

/// <summary>A folder of CIFAR files, each compressed or not.</summary>
internal sealed class CifarFolder
{
    private const string Ending = ".bin";
    private const string CompressedEnding = ".bin.gz";

    // Of a folder that may not be read, no file is found, as with names that are looked for alone.
    private static readonly EnumerationOptions s_readable = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
    private readonly string _folder;

    public CifarFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = folder;
    }

    /// <summary>The file of a name; <see langword="null"/> if there is none.</summary>
    public string? Find(string name) =>
        new[] { Ending, CompressedEnding }.Select(ending => Path.Combine(_folder, name + ending)).FirstOrDefault(File.Exists);

    /// <summary>The first file whose name begins with a name, as those of an excerpt do; <see langword="null"/> if there is none.</summary>
    public string? FindPart(string name) => !Directory.Exists(_folder)
        ? null
        : Directory.EnumerateFiles(_folder, name + "*", s_readable)
            .Where(path => path.EndsWith(Ending, StringComparison.Ordinal) || path.EndsWith(CompressedEnding, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    /// <exception cref="FileNotFoundException">Something is missing: all of it is named at once.</exception>
    public void ThrowIfMissing(params (bool IsMissing, string Names)[] files)
    {
        string[] missing = [.. files.Where(file => file.IsMissing).Select(file => file.Names)];
        if (missing.Length > 0)
        {
            throw new FileNotFoundException(
                $"{_folder}: expected files of CIFAR, but found none named {string.Join(", and none named ", missing)}, with or without .gz.");
        }
    }
}

namespace LeNet.Pictures;

/// <summary>Where pictures are put, each when it is whole.</summary>
internal sealed class PictureFolder
{
    private readonly string _path;

    private PictureFolder(string path) => _path = path;

    /// <summary>Makes the folder where there is none, and tries whether files can be written there.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    public static PictureFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            PictureFolder folder = new(path);
            using (File.Create(folder.Temporary(), bufferSize: 1, FileOptions.DeleteOnClose))
            {
                return folder;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IOException(
                $"--pictures needs a folder that can be written, but '{path}' is none. {problem.Message}", problem);
        }
    }

    /// <summary>Writes a picture, in place of one that was there.</summary>
    /// <exception cref="IOException">It cannot be written. What there was is as it was.</exception>
    public void Save(string name, Picture picture)
    {
        string target = Path.Combine(_path, name);
        string temporary = Temporary();
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew))
            {
                picture.Save(stream);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // A file larger than the system allows is an argument out of range to .NET.
            File.Delete(temporary);
            throw new IOException($"{target}: cannot be written. {problem.Message}", problem);
        }
    }

    private string Temporary() => Path.Combine(_path, $".{Path.GetRandomFileName()}");
}

using System.IO.Compression;
using CnnGen.Files;

namespace CnnGen.Data;

/// <summary>
/// A file of a data set while it is read, compressed with gzip or not, as its first bytes tell. What it promises is believed
/// as far as its size on the disk justifies.
/// </summary>
internal sealed class DataFile : IDisposable
{
    // Compressed images take a fifth of their size or more, while deflate makes up to 1,032 bytes of one. A small file may
    // well hold nothing but zeros.
    private const int MostExpansion = 100;
    private const int SmallBytes = 1 << 20;

    private readonly FileStream _file;
    private readonly Stream _content;
    private readonly bool _isCompressed;

    private DataFile(string path)
    {
        _file = InputFile.Open(path);
        if (!_file.CanSeek)
        {
            _file.Dispose();
            throw new IOException($"{path}: expected a file, but found a pipe or a device.");
        }

        Span<byte> start = stackalloc byte[2];
        _isCompressed = _file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start[0] == 0x1f && start[1] == 0x8b;
        _file.Position = 0;
        _content = _isCompressed ? new GZipStream(_file, CompressionMode.Decompress) : _file;
    }

    /// <summary>The bytes of the content; <see langword="null"/> where compression hides it.</summary>
    public long? Length => _isCompressed ? null : _file.Length;

    /// <summary>The most bytes of content that are believed.</summary>
    public long MostBytes => _isCompressed ? SmallBytes + (MostExpansion * _file.Length) : _file.Length;

    /// <summary>Opens a file, and closes it when it was read.</summary>
    /// <exception cref="InvalidDataException">What <paramref name="read"/> throws, with the path in front.</exception>
    /// <exception cref="IOException">The file is missing, is no file, or cannot be read.</exception>
    public static TResult Read<TResult>(string path, Func<DataFile, TResult> read)
    {
        using var file = new DataFile(path);
        try
        {
            return read(file);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    /// <summary>Reads what comes next.</summary>
    /// <param name="length">The bytes that should be there.</param>
    /// <returns>That many bytes, or all that there were.</returns>
    /// <exception cref="InvalidDataException">The compression is damaged.</exception>
    public byte[] Read(int length)
    {
        try
        {
            return PromisedBytes.Read(_content, length);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"byte {_file.Position}: what was read up to here cannot be decompressed. {problem.Message}", problem);
        }
    }

    /// <summary>Refuses a length beyond what the file can hold, or, compressed, what it would hold in good faith.</summary>
    /// <param name="offset">Where the length is told, in bytes of the content.</param>
    /// <param name="length">The bytes of all content.</param>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    public void ThrowIfBeyondBelief(int offset, long length)
    {
        if (_isCompressed && length > MostBytes)
        {
            throw new InvalidDataException(
                $"byte {offset}: expected at most {MostBytes} bytes of content in {_file.Length} compressed ones, but found {length} or more.");
        }
    }

    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }
}

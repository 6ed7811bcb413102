using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using CnnGen.Files;
using CnnGen.Memory;
using CnnGen.Weights;

namespace CnnGen;

/// <summary>
/// A file of named tensors in the format safetensors (as described at
/// https://github.com/huggingface/safetensors), as PyTorch and others write it. It is read whole and checked before
/// anything of it can be seen; it takes as much memory as the file, and nothing has to be disposed of.
/// </summary>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _byName;

    // A tensor that has two names in a module is saved once, and the metadata have the other name of it.
    private readonly (string Alias, string Name)[] _aliases;

    private SafetensorsFile(SafetensorsHeader header, ReadOnlyMemory<byte> data, string? path)
        : this(
            [.. header.Tensors.Select(entry => new SafetensorsTensor(entry, data.Slice((int)entry.Begin, (int)(entry.End - entry.Begin))))],
            header.Metadata,
            header.Metadata.Select(entry => (entry.Key, entry.Value)),
            path)
    {
    }

    private SafetensorsFile(
        SafetensorsTensor[] tensors, IReadOnlyDictionary<string, string> metadata, IEnumerable<(string Alias, string Name)> aliases, string? path)
    {
        Metadata = metadata;
        Tensors = tensors;
        _byName = tensors.ToDictionary(tensor => tensor.Name);
        _aliases = [.. aliases.Where(alias => _byName.ContainsKey(alias.Name) && !_byName.ContainsKey(alias.Alias))];
        foreach ((string alias, string name) in _aliases)
        {
            _byName.TryAdd(alias, _byName[name]);
        }

        Path = path;
    }

    /// <summary>The tensors, in the order of their values in the file.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>What the writer of the file noted: text by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The file, or the resource, for messages.</summary>
    internal string? Path { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is not what it should be; the message tells path, byte and reason.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        using FileStream file = InputFile.Open(path);
        try
        {
            return Read(file, path);
        }
        catch (InvalidDataException problem)
        {
            throw Named(path, problem);
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The content of a file; it stays open.</param>
    /// <exception cref="InvalidDataException">The content is not what it should be; the message tells byte and reason.</exception>
    public static SafetensorsFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, path: null);
    }

    /// <summary>Reads a file that lies in memory. Nothing is copied: the memory must stay as it is.</summary>
    /// <param name="content">All bytes of the file.</param>
    /// <exception cref="InvalidDataException">The content is not what it should be; the message tells byte and reason.</exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> content) => Read(content, path: null);

    /// <summary>Reads a file that is a resource of an assembly, where the system has mapped it. Nothing is copied.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="resource">The name of the resource.</param>
    /// <exception cref="InvalidDataException">There is no such resource, or it is not what it should be; the message tells name, byte and reason.</exception>
    internal static SafetensorsFile OpenResource(Assembly assembly, string resource)
    {
        string path = $"{resource} in {assembly.GetName().Name}";
        Stream stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"{path}: expected weights as a resource of the assembly, but there is none of that name.");
        try
        {
            // What is compiled into an assembly lies in memory, and the stream is a view of it.
            return Read(new MappedBytes((UnmanagedMemoryStream)stream).Memory, path);
        }
        catch (InvalidDataException problem)
        {
            throw Named(path, problem);
        }
    }

    /// <summary>
    /// Finds a tensor, also under a second name that the metadata give it: PyTorch's <c>save_model</c> writes weights that two layers
    /// share once, and notes the other name.
    /// </summary>
    /// <param name="name">Its name, or its second one.</param>
    /// <param name="tensor">The tensor, with the name that it has in the file.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetTensor(string name, [NotNullWhen(true)] out SafetensorsTensor? tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>
    /// The same tensors under other names, for weights whose layers are called otherwise where they come from:
    /// <c>file.Rename(name => name.Replace("norm", "bn"))</c>. Values are not copied.
    /// </summary>
    /// <param name="rename">The new name of a tensor, or the one that it has.</param>
    /// <exception cref="ArgumentException">Two tensors would have the same name.</exception>
    public SafetensorsFile Rename(Func<string, string> rename)
    {
        ArgumentNullException.ThrowIfNull(rename);
        SafetensorsTensor[] renamed = [.. Tensors.Select(tensor => tensor.Named(rename(tensor.Name)))];
        string[] twice = [.. renamed.CountBy(tensor => tensor.Name).Where(names => names.Value > 1).Select(names => names.Key)];
        return twice.Length == 0
            ? new SafetensorsFile(renamed, Metadata, _aliases.Select(alias => (rename(alias.Alias), rename(alias.Name))), Path)
            : throw new ArgumentException($"Expected another name for each tensor, but found several named {Listing.Words(twice)}.", nameof(rename));
    }

    private static SafetensorsFile Read(ReadOnlyMemory<byte> content, string? path)
    {
        int length = SafetensorsHeader.ReadLength(content.Span, content.Length);
        SafetensorsHeader header = SafetensorsHeader.Parse(content.Span.Slice(SafetensorsHeader.LengthSize, length));
        ReadOnlyMemory<byte> data = content[(SafetensorsHeader.LengthSize + length)..];
        ThrowUnlessWhole(header, length, data.Length);
        return new SafetensorsFile(header, data, path);
    }

    private static SafetensorsFile Read(Stream stream, string? path)
    {
        long? available = InputFile.LengthOf(stream);

        // The first byte behind the length is that of the header: it tells whether this is a file of the format at all.
        byte[] start = PromisedBytes.Read(stream, SafetensorsHeader.LengthSize + 1);
        if (SafetensorsHeader.IsForeign(start))
        {
            start = [.. start, .. PromisedBytes.Read(stream, ForeignFormat.TellingBytes)];
        }

        int length = SafetensorsHeader.ReadLength(start, available);
        byte[] begun = start[SafetensorsHeader.LengthSize..Math.Min(start.Length, SafetensorsHeader.LengthSize + length)];
        byte[] json = [.. begun, .. PromisedBytes.Read(stream, length - begun.Length)];
        if (json.Length < length)
        {
            throw new InvalidDataException($"byte 0: expected a header of {length} bytes, but {json.Length} follow.");
        }

        SafetensorsHeader header = SafetensorsHeader.Parse(json);
        if (header.DataLength > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"byte {SafetensorsHeader.LengthSize + length}: expected at most {Array.MaxLength} bytes of values, but the header tells of {header.DataLength}.");
        }

        if (available is { } all)
        {
            ThrowUnlessWhole(header, length, all - SafetensorsHeader.LengthSize - length);
        }

        byte[] data = PromisedBytes.Read(stream, (int)header.DataLength);
        ThrowUnlessWhole(header, length, data.Length + (stream.ReadByte() < 0 ? 0L : 1L));
        return new SafetensorsFile(header, data, path);
    }

    private static InvalidDataException Named(string path, InvalidDataException problem) => new($"{path}: {problem.Message}", problem);

    private static void ThrowUnlessWhole(SafetensorsHeader header, int headerLength, long found)
    {
        if (found != header.DataLength)
        {
            throw new InvalidDataException(
                $"byte {SafetensorsHeader.LengthSize + headerLength}: expected {header.DataLength} bytes of values, but found "
                + (found < header.DataLength ? $"{found}." : "more."));
        }
    }
}

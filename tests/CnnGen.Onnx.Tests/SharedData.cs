using System.Reflection;

namespace CnnGen.Onnx.Tests;

/// <summary>Data that is not part of the repository: CNNGEN_DATA, else the folder <c>shared/data</c> beside it.</summary>
internal static class SharedData
{
    private static readonly string Root = Environment.GetEnvironmentVariable("CNNGEN_DATA") ?? typeof(SharedData).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Data").Value!;

    /// <summary>A folder of it. A test without it is skipped.</summary>
    public static string Folder(params string[] names)
    {
        string folder = Path.Combine([Root, .. names]);
        Skip.IfNot(Directory.Exists(folder), $"There is no {folder}.");
        return folder;
    }
}

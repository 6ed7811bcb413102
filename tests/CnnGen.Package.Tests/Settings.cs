using System.Reflection;

namespace CnnGen.Package.Tests;

/// <summary>What this project was built with.</summary>
internal static class Settings
{
    /// <summary>The root of the repository.</summary>
    public static string Repository => Of(nameof(Repository));

    /// <summary>Release or Debug.</summary>
    public static string Configuration => Of(nameof(Configuration));

    /// <summary>The folder of <c>--artifacts-path</c>; empty without.</summary>
    public static string Artifacts => Of(nameof(Artifacts));

    /// <summary>The folder in which NuGet keeps the packages of all projects.</summary>
    public static string Packages => Of(nameof(Packages));

    private static string Of(string name) => typeof(Settings).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == name).Value!;
}

using CnnGen.Testing;

namespace CnnGen.CodeFixes.Tests;

/// <summary>What <c>dotnet format analyzers</c> makes of a project.</summary>
public class FormatTests
{
    private const string Wrong =
        """
        using CnnGen;

        System.Console.WriteLine(Digits.ParameterCount);

        [Network(1, 8, 8)]
        [Conv2D(4, 3), FullyConnected(3), SoftmaxCrossEntropy]
        public sealed partial class Digits;

        """;

    [Fact]
    public void It_applies_the_fixes()
    {
        using TemporaryProjects projects = new(Page.BuildFiles, typeof(FlattenFix).Assembly.Location);
        string folder = projects.Add(Wrong);
        Command.Run("dotnet", ["format", "analyzers", "--diagnostics", "CNN2002"], folder).Succeeded();
        Assert.Equal(
            Wrong.Replace("FullyConnected", "Flatten, FullyConnected", StringComparison.Ordinal),
            File.ReadAllText(Path.Combine(folder, "Program.cs")));
    }
}

using System.Globalization;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Caching;

/// <summary>What is computed again after an edit: no more than the edit has changed.</summary>
public class CachingTests
{
    private const string File = "Networks.cs";

    private const string Networks =
        """
        using CnnGen;

        public static class Before
        {
            public static int Number() => 1;
        }

        [Network(4)]
        [FullyConnected(3), ReLU, FullyConnected(2), SoftmaxCrossEntropy]
        public sealed partial class First;

        [Network(1, 8, 8)]
        [Conv2D(2, 3), ReLU, Flatten, FullyConnected(3), SoftmaxCrossEntropy]
        public sealed partial class Second;

        public static class Behind
        {
            public static int Number() => 2;
        }
        """;

    private const IncrementalStepRunReason Cached = IncrementalStepRunReason.Cached;
    private const IncrementalStepRunReason Modified = IncrementalStepRunReason.Modified;
    private const IncrementalStepRunReason Unchanged = IncrementalStepRunReason.Unchanged;

    [Theory]
    [InlineData("public class Other { public int Number() => 3; }")]
    [InlineData("namespace Elsewhere { public record Other; }")]
    [InlineData("public class {")]
    public void Nothing_is_computed_again_after_an_edit_in_another_file(string after)
    {
        var edit = new Edit("Other.cs", "public class Other { public int Number() => 1; }", after, (File, Networks));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Candidates));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Declarations));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal([Cached, Cached], edit.Reports);
        Assert.Equal([Cached, Cached], edit.Files);
    }

    // Candidates hold places in the file, and a new version of the file has new places.
    [Theory]
    [InlineData("=> 1;", "=> 1 + 1;")]
    [InlineData("=> 2;", "=> 2 + 2;")]
    [InlineData("class Second;", "class Second; // beside")]
    [InlineData("[Network(4)]\n", "[Network(4)] // four\n// inputs\n")]
    [InlineData("Conv2D(2, 3)", "Conv2D( /* filters */ 2,\n    3) // kernel\n")]
    [InlineData("Conv2D(2, 3)", "\n#if true\nConv2D(2, 3)\n#endif\n")]
    [InlineData("class Second;", "class Second { public int Number() => 3; }")]
    [InlineData("public sealed partial class Second", "/// <summary>Of digits.</summary>\n[System.Obsolete] internal sealed partial class Second")]
    public void No_file_is_written_again_after_an_edit_beside_the_layers(string before, string after)
    {
        var edit = new Edit(File, Networks, Replace(before, after));
        Assert.Equal([Modified, Modified], edit.Step(NetworkGenerator.Steps.Candidates));
        Assert.Equal([Unchanged, Unchanged], edit.Step(NetworkGenerator.Steps.Declarations));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal([Cached, Cached], edit.Files);
    }

    [Theory]
    [InlineData("FullyConnected(2)", "FullyConnected(5)", true)]
    [InlineData("Conv2D(2, 3)", "Conv2D(2, 3, Padding = 1)", false)]
    public void Only_the_network_that_is_edited_is_written_again(string before, string after, bool first)
    {
        var edit = new Edit(File, Networks, Replace(before, after));
        Assert.Equal(first ? [Modified, Unchanged] : [Unchanged, Modified], edit.Step(NetworkGenerator.Steps.Declarations));
        Assert.Equal(first ? [Modified, Cached] : [Cached, Modified], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal(first ? [Modified, Cached] : [Cached, Modified], edit.Files);
    }

    [Fact]
    public void A_network_that_is_added_leaves_the_others_alone()
    {
        var edit = new Edit(
            File, Networks, Networks + "[Network(7), FullyConnected(2), SoftmaxCrossEntropy] public sealed partial class Third;");
        Assert.Equal([Cached, Cached, IncrementalStepRunReason.New], edit.Files);
    }

    [Fact]
    public void An_edit_above_a_wrong_network_moves_its_diagnostic_and_writes_nothing_again()
    {
        string wrong = Replace("FullyConnected(2)", "FullyConnected(0)");
        var edit = new Edit(File, wrong, wrong.Replace("=> 1;", "=>\n        1;", StringComparison.Ordinal));
        Diagnostic was = Assert.Single(edit.Before.Diagnostics);
        Diagnostic now = Assert.Single(edit.After.Diagnostics);
        Assert.Equal(was.Location.GetLineSpan().StartLinePosition.Line + 1, now.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal(was.GetMessage(CultureInfo.InvariantCulture), now.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal([Modified, Unchanged], edit.Reports);
        Assert.Equal([Cached, Cached], edit.Files);
    }

    [Fact]
    public void A_mistake_takes_the_files_of_its_network_away()
    {
        var edit = new Edit(File, Networks, Replace("FullyConnected(2)", "FullyConnected(0)"));
        Assert.Contains(edit.Before.GeneratedSources, file => file.HintName.StartsWith("First.", StringComparison.Ordinal));
        Assert.All(edit.After.GeneratedSources, file => Assert.StartsWith("Second.", file.HintName, StringComparison.Ordinal));
        Assert.Equal([Modified, Cached], edit.Files);
    }

    private static string Replace(string before, string after)
    {
        Assert.Single(Networks.Split(before)[1..]);
        return Networks.Replace(before, after, StringComparison.Ordinal);
    }
}

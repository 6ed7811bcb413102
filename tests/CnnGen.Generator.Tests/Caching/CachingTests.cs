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
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Plans));
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
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Plans));
        Assert.Equal([Modified, Modified], edit.Step(NetworkGenerator.Steps.Reports));
        Assert.Equal([Cached, Cached], edit.Files);
    }

    [Theory]
    [InlineData("public sealed partial class First { public int Number() => 1; }")]
    [InlineData("public sealed partial class First { private int _sum; public int Sum { get { return _sum; } } }")]
    [InlineData("public sealed partial class First { // typed\n }")]
    public void Nothing_is_computed_again_after_an_edit_of_another_part_of_the_class(string after)
    {
        var edit = new Edit("First.cs", "public sealed partial class First { public int Number() => 0; }", after, (File, Networks));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Candidates));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Plans));
        Assert.Equal([Cached, Cached], edit.Reports);
        Assert.Equal([Cached, Cached], edit.Files);
    }

    [Fact]
    public void A_constant_in_another_file_writes_the_network_again_that_uses_it()
    {
        const string constants = "public static class Sizes { public const int Outputs = 3; }";
        var edit = new Edit(
            "Sizes.cs",
            constants,
            constants.Replace('3', '5'),
            (File, Replace("FullyConnected(2)", "FullyConnected(Sizes.Outputs)")));
        Assert.Equal([Modified, Cached], edit.Step(NetworkGenerator.Steps.Declarations));
        Assert.Equal([Modified, Cached], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal([Modified, Cached], edit.Step(NetworkGenerator.Steps.Plans));
        Assert.Equal([Modified, Cached], edit.Files);
    }

    [Theory]
    [InlineData("FullyConnected(2)", "FullyConnected(5)", true)]
    [InlineData("Conv2D(2, 3)", "Conv2D(2, 3, Padding = 1)", false)]
    public void Only_the_network_that_is_edited_is_written_again(string before, string after, bool first)
    {
        var edit = new Edit(File, Networks, Replace(before, after));
        Assert.Equal(first ? [Modified, Unchanged] : [Unchanged, Modified], edit.Step(NetworkGenerator.Steps.Declarations));
        Assert.Equal(first ? [Modified, Cached] : [Cached, Modified], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal(first ? [Modified, Cached] : [Cached, Modified], edit.Step(NetworkGenerator.Steps.Plans));
        Assert.Equal(first ? [Modified, Cached] : [Cached, Modified], edit.Files);
    }

    // The compiler compares what it finds in one file position by position.
    [Fact]
    public void A_network_that_is_removed_writes_at_most_those_behind_it_in_its_file_again()
    {
        const string third = "[CnnGen.Network(7), CnnGen.FullyConnected(2), CnnGen.SoftmaxCrossEntropy] public sealed partial class Third;";
        int begin = Networks.IndexOf("[Network(4)]", StringComparison.Ordinal);
        int middle = Networks.IndexOf("[Network(1, 8, 8)]", StringComparison.Ordinal);
        int end = Networks.IndexOf("public static class Behind", StringComparison.Ordinal);
        var first = new Edit(File, Networks, Networks.Remove(begin, middle - begin), ("Third.cs", third));
        Assert.Equal([Modified, IncrementalStepRunReason.Removed, Cached], first.Files);
        var second = new Edit(File, Networks, Networks.Remove(middle, end - middle), ("Third.cs", third));
        Assert.Equal([Cached, IncrementalStepRunReason.Removed, Cached], second.Files);
        Assert.Equal(
            ["First", "Third"],
            second.After.GeneratedSources.Select(file => file.HintName.Split('.')[0]).Distinct());
    }

    [Fact]
    public void A_network_that_is_renamed_is_written_again_alone()
    {
        var edit = new Edit(File, Networks, Replace("class First", "class Primary"));
        Assert.Contains(edit.After.GeneratedSources, file => file.HintName == "Primary.g.cs");
        Assert.DoesNotContain(edit.After.GeneratedSources, file => file.HintName.StartsWith("First.", StringComparison.Ordinal));
        Assert.Equal([Modified, Cached], edit.Files);
    }

    [Fact]
    public void A_network_that_is_moved_to_another_file_writes_no_file_again()
    {
        const string moved = "using CnnGen;\n[Network(7), FullyConnected(2), SoftmaxCrossEntropy] public sealed partial class Third;";
        const string empty = "// Nothing here.";
        var edit = new Edit([(File, Networks), ("From.cs", moved), ("To.cs", empty)], ("From.cs", empty), ("To.cs", moved));
        Assert.DoesNotContain(edit.Files, reason => reason is Modified or IncrementalStepRunReason.New);
        Assert.Equal(
            edit.Before.GeneratedSources.Select(file => (file.HintName, file.SourceText.ToString())).Order(),
            edit.After.GeneratedSources.Select(file => (file.HintName, file.SourceText.ToString())).Order());
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
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Plans));
        Assert.Equal(was.GetMessage(CultureInfo.InvariantCulture), now.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal([Modified, Unchanged], edit.Reports);
        Assert.Equal([Cached, Cached], edit.Files);
    }

    [Fact]
    public void A_mistake_takes_the_files_of_its_network_away()
    {
        var edit = new Edit(File, Networks, Replace("FullyConnected(2)", "FullyConnected(0)"));
        Assert.Contains(edit.Before.GeneratedSources, file => file.HintName.StartsWith("First.", StringComparison.Ordinal));
        Assert.Equal(
            ["First.g.cs"],
            edit.After.GeneratedSources.Select(file => file.HintName).Where(name => !name.StartsWith("Second.", StringComparison.Ordinal)));
        Assert.Equal([Modified, Cached], edit.Files);
    }

    private static string Replace(string before, string after)
    {
        Assert.Single(Networks.Split(before)[1..]);
        return Networks.Replace(before, after, StringComparison.Ordinal);
    }
}

using CnnGen.Kernels.Tests.Fuzzing;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Drawn;

/// <summary>
/// The text of random networks while somebody types: after each keystroke the generator goes on from where it was, does not fail,
/// and has written what it writes for that text when it begins anew.
/// </summary>
[Trait("Speed", "Slow")]
public class EditedNetworkTests
{
    private const int Keystrokes = 20;
    private const int Comparison = 4;
    private const string Typed = "()[]<>,;=.\"1 90a\n_-";

    private static readonly string Other =
        "using CnnGen;\n[Network(2), FullyConnected(2), SoftmaxCrossEntropy] public sealed partial class Other;\n";

    /// <summary>What the networks are drawn from.</summary>
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Each_keystroke_gives_what_a_fresh_start_gives(int seed)
    {
        var random = new Random(seed);
        string text = $"using CnnGen;\n{NetworkDraw.Draw(seed).Declaration("Digits")}";
        CSharpCompilation written = NetworkCompilation.Written([("Other.cs", Other), ("Digits.cs", text)]);
        GeneratorDriver driver = NetworkCompilation.CreateDriver().RunGenerators(written);
        Stack<string> before = [];
        for (int keystroke = 1; keystroke <= Keystrokes; keystroke++)
        {
            before.Push(text);
            text = before.Count > 1 && random.Next(5) == 0 ? Undo(before) : Edit(random, text);
            SyntaxTree tree = written.SyntaxTrees[1];
            written = written.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath));
            driver = driver.RunGenerators(written);
            GeneratorRunResult result = driver.GetRunResult().Results.Single();
            Assert.True(result.Exception is null, $"{result.Exception}\n{text}");
            Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Id == "CNN9001");
            Assert.Contains(result.GeneratedSources, file => file.HintName == "Other.g.cs");
            if (keystroke % Comparison == 0)
            {
                GeneratorRunResult fresh = NetworkCompilation.CreateDriver().RunGenerators(written).GetRunResult().Results.Single();
                Assert.Equal(Files(fresh), Files(result));
            }
        }
    }

    private static IEnumerable<string> Files(GeneratorRunResult result) =>
        result.GeneratedSources.Select(file => $"// {file.HintName}\n{file.SourceText}").Order(StringComparer.Ordinal);

    private static string Undo(Stack<string> before)
    {
        before.Pop();
        return before.Pop();
    }

    private static string Edit(Random random, string text)
    {
        int at = random.Next(text.Length);
        int word = Math.Min(random.Next(1, 12), text.Length - at);
        return random.Next(6) switch
        {
            0 or 1 => text.Insert(at, Typed[random.Next(Typed.Length)].ToString()),
            2 => text.Remove(at, 1),
            3 => text.Remove(at, word),
            4 => text.Insert(random.Next(text.Length), text.Substring(at, word)),
            _ => WithAnotherNumber(random, text, at),
        };
    }

    // Mostly what somebody changes is a size.
    private static string WithAnotherNumber(Random random, string text, int from)
    {
        int at = text.AsSpan(from).IndexOfAnyInRange('0', '9');
        return at < 0 ? text : text.Remove(from + at, 1).Insert(from + at, FormattableString.Invariant($"{random.Next(10)}"));
    }
}

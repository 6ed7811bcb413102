using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>
/// A network for which no code can be written has its members all the same, so that the mistake in its declaration is the only
/// error of a program that uses it.
/// </summary>
[Trait("Speed", "Slow")]
public class FaceTests
{
    private const string Uses =
        """

        static class UsesOfAllMembers
        {
            static void Run(System.IO.Stream stream, float[] sample)
            {
                Digits model = new(seed: 1);
                Digits other = new Digits();
                long sizes = Digits.ParameterCount + Digits.MultiplyAdds + Digits.MicroBatchBytes + Digits.TrainingBytes + Digits.InferenceBytes
                    + Digits.TrainingBytesFor(batchSize: 64, threads: 2) + sample.Length / Digits.ParameterCount + Digits.Description.Length;
                var trainer = new CnnGen.Trainer<Digits>(model, new CnnGen.Sgd(0.1f)) { BatchSize = 16 };
                int label = model.Predict(sample).Label;
                model.Predict(samples: sample, scores: new float[10]);
                var outputs = CnnGen.ActivationReader.Activations(other, sample);
                CnnGen.Parameters.ParameterSet parameters = model.Parameters;
                model.Save("a");
                model.Save(stream);
                model.LoadWeights("a");
                other = Digits.Load("a");
                other = Digits.Load(stream);
                other = Digits.Load(new byte[3]);
            }
        }
        """;

    private const string Body = "[CnnGen.Block, CnnGen.FullyConnected(4), CnnGen.Tanh] class Body;\n";

    // Which is an extension for what has the contract.
    private static readonly string WithoutLoadWeights = Uses.Replace("model.LoadWeights(\"a\");", string.Empty, StringComparison.Ordinal);

    // Those of a type that is no ordinary class, or generic, of a project for which no code compiles, of names that are taken, and of a
    // class that is no network.
    private static readonly string[] WithoutFace = ["CNN1001", "CNN1005", "CNN1006", "CNN1008", "CNN1013", "CNN1014", "CNN1019"];

    private static readonly DiagnosticCase[] Cases =
    [
        .. DiagnosticTests.All.Where(wrong => wrong.Parse() is var (source, marks)
            && source.Contains("class Digits", StringComparison.Ordinal)
            && wrong.CompilerErrors.Length == 0
            && !wrong.Emitted.Contains("Digits")
            && !marks.Any(mark => WithoutFace.Contains(mark.Id))
            && !source.Contains("(int size)", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Names() => [.. Cases.Select(wrong => wrong.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mistake_is_the_only_error(string name)
    {
        DiagnosticCase wrong = Cases.Single(wrong => wrong.Name == name);
        (string source, IReadOnlyList<DiagnosticCase.Mark> marks) = wrong.Parse();
        var compilation = new NetworkCompilation(source + Uses, language: wrong.Language, optimization: wrong.Optimization);
        Assert.Equal(marks.Select(mark => mark.Id).Order(), compilation.GeneratorDiagnostics.Select(diagnostic => diagnostic.Id).Order());
        Assert.Empty(Errors(compilation));
    }

    [Theory]
    [InlineData("[Network(4), FullyConnected(, FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), FullyConnected(, SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), FullyConnected(3, Bias = ), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), FullyConnected(\"3\"), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), FullyConnected, SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), FullyConnected(3), Soft]")]
    [InlineData("[Network(4), Ful, FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), Use(typeof(Bod)), FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), Use(typeof(Body), Repeat = \"2\"), FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(), FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(\"4\"), FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), Network(4), FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits; [Network(5)]")]
    public void What_is_not_finished_has_the_compilers_errors_alone(string attributes) =>
        AssertCompilersErrorsAlone(attributes, Uses.Replace("LoadWeights", "Fc1.ToString(); model.LoadWeights", StringComparison.Ordinal));

    // Here the compiler takes the layers that follow for arguments.
    [Theory]
    [InlineData("[Network(, FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4, FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), Use(, FullyConnected(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), Dropout(, FullyConnected(3, Bias = true), SoftmaxCrossEntropy]")]
    [InlineData("[Network(\n[Flatten]\n[FullyConnected(3), SoftmaxCrossEntropy]\n")]
    public void What_swallows_the_layers_after_it_has_their_members_too(string attributes) =>
        AssertCompilersErrorsAlone(attributes, Uses.Replace("LoadWeights", "Fc1.ToString(); model.LoadWeights", StringComparison.Ordinal));

    [Fact]
    public void Layers_that_are_swallowed_are_counted_with_the_others()
    {
        string[] members = Members("[CnnGen.Network(1, 8, 8), CnnGen.Conv2D(4, 3), CnnGen.Conv2D(4, BatchNorm, Conv2D(2, 3), Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;");
        Assert.Equal(
            ["Public Digits.Bn1", "Public Digits.Conv1", "Public Digits.Conv2", "Public Digits.Conv3", "Public Digits.Fc1"],
            members.Where(member => char.IsDigit(member[^1])));
    }

    // What is left of the errors is the mistake as the compiler sees it, and what no second part can mend.
    [Theory]
    [InlineData("public sealed class Digits;", "CNN1001", "CS0260")]
    [InlineData("public sealed partial record Digits;", "CNN1005")]
    [InlineData("public sealed partial record Digits(string Title);", "CNN1005")]
    [InlineData("public abstract partial class Digits;", "CNN1005", "CS0144", "CS0144")]
    [InlineData("public partial struct Digits;", "CNN1005", "CS0592", "CS0592", "CS0592", "CS0452", "CS0452")]
    [InlineData("public sealed partial class Digits(int size) { public int Size => size; }", "CNN1015", "CS1739", "CS7036")]
    public void A_type_that_can_be_no_network_keeps_the_members_that_it_can_have(string type, params string[] errors)
    {
        string uses = type.Contains("struct", StringComparison.Ordinal) ? WithoutLoadWeights : Uses;
        var compilation = new NetworkCompilation($"using CnnGen;\n[Network(4), FullyConnected(3), SoftmaxCrossEntropy] {type}{uses}");
        Assert.Equal(errors.Order(), compilation.GeneratorDiagnostics.Concat(Errors(compilation)).Select(error => error.Id).Order());
    }

    [Theory]
    [InlineData("public sealed partial class Digits<T>;", "Digits<int>")]
    [InlineData("public partial class Models<T> { public sealed partial class Digits; }", "Models<int>.Digits")]
    public void A_generic_class_keeps_all_members(string type, string name)
    {
        var compilation = new NetworkCompilation(
            "using CnnGen;\n"
            + type.Replace("public sealed", "[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public sealed", StringComparison.Ordinal)
            + Uses.Replace("Digits", name, StringComparison.Ordinal));
        Assert.Equal(["CNN1006"], compilation.GeneratorDiagnostics.Select(error => error.Id));
        Assert.Empty(Errors(compilation));
    }

    // Not the contract, which is of static members and of parameters that may only be read.
    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp9)]
    public void In_an_older_language_a_network_keeps_the_members_that_can_be_written_in_it(LanguageVersion language)
    {
        var compilation = new NetworkCompilation(
            $"using CnnGen;\n[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class Digits {{ }}{WithoutLoadWeights}", language: language);
        Assert.Equal(["CNN1013"], compilation.GeneratorDiagnostics.Select(error => error.Id));
        Assert.Equal(["CS0311", "CS0311"], Errors(compilation).Select(error => error.Id));
    }

    [Theory]
    [InlineData("public static partial class Digits;")]
    [InlineData("public partial interface Digits;")]
    [InlineData("file sealed partial class Digits;")]
    [InlineData("public partial struct Digits; public sealed partial class Digits;")]
    public void A_type_that_can_have_no_second_part_has_none(string type) => Assert.Empty(
        new NetworkCompilation($"[CnnGen.Network(4), CnnGen.FullyConnected(3), CnnGen.SoftmaxCrossEntropy] {type}").GeneratedSources);

    private static void AssertCompilersErrorsAlone(string attributes, string uses)
    {
        string declaration = $"using CnnGen;\n{Body}{attributes} public partial class Digits;";
        var compilation = new NetworkCompilation(declaration + uses);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Diagnostic[] errors = [.. Errors(compilation)];
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.InRange(error.Location.SourceSpan.Start, 0, declaration.Length));
    }

    [Theory]
    [InlineData("class Digits { public const int Description = 3; }")]
    [InlineData("class Digits { public int ParameterCount() => 3; }")]
    [InlineData("class Digits { public static int Load => 3; }")]
    [InlineData("class Digits { public Digits(int seed) { } }")]
    [InlineData("class Digits { public int get_Parameters() => 3; }")]
    [InlineData("class Digits { public void Save(string path) { } }")]
    [InlineData("class Digits { public int Fc1; }")]
    [InlineData("class Digits { public required int Size { get; set; } }")]
    [InlineData("class Digits(int size) { public int Size => size; }")]
    [InlineData("class Digits : Parent { public Digits(string name) : base(name) { } } public class Parent(string name) { public string Name => name; }")]
    [InlineData("class Description;")]
    [InlineData("class Predict;")]
    public void What_the_class_has_is_not_there_twice(string type)
    {
        var compilation = new NetworkCompilation($"using CnnGen;\n[Network(4), FullyConnected(0), SoftmaxCrossEntropy] public partial {type}");
        Assert.Contains("CNN3001", compilation.GeneratorDiagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Single(compilation.GeneratedSources);
        Assert.Empty(Errors(compilation));
    }

    [Fact]
    public void A_face_has_the_members_of_a_network_with_code()
    {
        const string right =
            "[CnnGen.Network(1, 8, 8), CnnGen.Conv2D(4, 3), CnnGen.BatchNorm, CnnGen.ReLU, CnnGen.LocallyConnected2D(2, 3), CnnGen.Flatten, "
            + "CnnGen.Use(typeof(Body), Repeat = 2), CnnGen.Residual(typeof(Body)), CnnGen.FullyConnected(3), CnnGen.SoftmaxCrossEntropy] public partial class Digits;";
        Assert.Equal(Members(right), Members(right.Replace("Conv2D(4, 3)", "Conv2D(4, 13)", StringComparison.Ordinal)));
        Assert.Equal(Members(right), Members(right.Replace("Conv2D(4, 3)", "Conv2D(4, \"3\")", StringComparison.Ordinal)));
        Assert.Contains("Public Digits.BodyFc1", Members(right));
    }

    [Fact]
    public void A_face_says_why_it_is_of_no_use()
    {
        string wrong = new NetworkCompilation("[CnnGen.Network(4), CnnGen.FullyConnected(0), CnnGen.FullyConnected(-1)] partial class Digits;").GeneratedSources["Digits.g.cs"];
        Assert.Contains("Network 'Digits' has no code, since its declaration is wrong: CNN3001, CNN1003.", wrong, StringComparison.Ordinal);
        string unfinished = new NetworkCompilation("[CnnGen.Network(4), CnnGen.FullyConnected(] partial class Digits;").GeneratedSources["Digits.g.cs"];
        Assert.Contains("Network 'Digits' has no code, since its declaration is not finished.", unfinished, StringComparison.Ordinal);
    }

    private static string[] Members(string declaration)
    {
        CSharpCompilation written = NetworkCompilation.Written([("Networks.cs", Body + declaration)]);
        NetworkCompilation.CreateDriver().RunGeneratorsAndUpdateCompilation(written, out Compilation compilation, out _);
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Digits")!;
        return
        [
            .. type.GetMembers().Concat<ISymbol>(type.Interfaces)
                .Where(member => !member.IsImplicitlyDeclared)
                .Select(member => $"{member.DeclaredAccessibility} {member}")
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Diagnostic> Errors(NetworkCompilation compilation) =>
        compilation.CompileDiagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}

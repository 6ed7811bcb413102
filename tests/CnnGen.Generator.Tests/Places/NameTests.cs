using System.Globalization;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Places;

/// <summary>A network may have any name, and so may what stands around it.</summary>
[Trait("Speed", "Slow")]
public class NameTests
{
    private const string Layers = "[Network(1, 6, 6), Conv2D(2, 3), ReLU, MaxPool2D(2), Flatten, FullyConnected(3), SoftmaxCrossEntropy]";

    [Fact]
    public void A_keyword() => Model.Run($"using CnnGen;\n{Layers} public partial class @class;", "class");

    [Theory]
    [InlineData("record")]
    [InlineData("required")]
    [InlineData("file")]
    [InlineData("scoped")]
    [InlineData("field")]
    [InlineData("var")]
    [InlineData("dynamic")]
    [InlineData("nint")]
    [InlineData("partial")]
    [InlineData("where")]
    [InlineData("await")]
    [InlineData("global")]
    public void A_word_that_is_a_keyword_in_some_places(string name) =>
        Model.Run($"using CnnGen;\n[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public partial class @{name};", name);

    [Fact]
    public void Keywords_around_it() => Model.Run(
        $$"""
        using CnnGen;

        namespace my.@namespace.@record.@in;

        public partial struct @struct
        {
            {{Layers}} public partial class Digits;
        }
        """,
        "my.namespace.record.in.struct+Digits");

    [Theory]
    [InlineData("Сеть")]
    [InlineData("数字")]
    [InlineData("नेटवर्क")]
    [InlineData("Größe_2")]
    [InlineData("_")]
    [InlineData("İıŞ")]
    public void Letters_of_any_script(string name) =>
        Model.Run($"using CnnGen;\nnamespace {name}模型;\n{Layers} public partial class {name};", $"{name}模型.{name}");

    [Fact]
    public void Types_of_the_same_namespace_named_like_those_that_the_code_uses() => Model.Run(
        $$"""
        namespace App.System;

        public class CnnGen;
        public class System;
        public class Prediction;
        public class Predictor;
        public class Parameter;
        public class ParameterSet;
        public class LayerParameters;
        public class NetworkLayout;
        public class Block;
        public class Kernels;
        public class LaneMath;
        public class Math;
        public class Span<T>;
        public class ReadOnlySpan<T>;
        public class Unsafe;
        public class MemoryMarshal;
        public class GeneratedCodeAttribute : global::System.Attribute;
        public interface INetwork<T>;
        public interface ILanes<T>;

        {{Layers.Replace("[", "[global::CnnGen.", StringComparison.Ordinal).Replace(", ", ", global::CnnGen.", StringComparison.Ordinal)
            .Replace("global::CnnGen.6", "6", StringComparison.Ordinal).Replace("global::CnnGen.3", "3", StringComparison.Ordinal)}}
        public partial class Digits;
        """,
        "App.System.Digits");

    [Fact]
    public void Types_of_the_global_namespace_named_like_those_that_the_code_uses() => Model.Run(
        $$"""
        using CnnGen;

        {{Layers}} public partial class Digits;

        public class Prediction;
        public class Block;
        public class Kernels;
        public class Math;
        public class Span<T>;
        public class Unsafe;
        public class MemoryMarshal;
        public class NetworkLayout;
        public class ParameterLayout;
        public class Initialization;
        public interface ILanes<T>;
        """,
        "Digits");

    [Theory]
    [InlineData("Prediction")]
    [InlineData("Parameter")]
    [InlineData("Block")]
    [InlineData("Kernels")]
    [InlineData("Math")]
    [InlineData("Unsafe")]
    [InlineData("Network")]
    [InlineData("Forward")]
    [InlineData("Conv2D")]
    public void The_name_of_something_that_the_code_uses(string name)
    {
        string fullNames = "[CnnGen.Network(1, 6, 6), CnnGen.Conv2D(2, 3), CnnGen.Flatten, CnnGen.FullyConnected(3), CnnGen.SoftmaxCrossEntropy]";
        Model.Run($"namespace App; {fullNames} public partial class {name};", $"App.{name}");
    }

    [Fact]
    public void Methods_of_other_parameters_beside_those_that_save_and_load() => Model.Run(
        $$"""
        using CnnGen;

        {{Layers}}
        public partial class Digits
        {
            public void Save(string folder, string name) => Save(System.IO.Path.Combine(folder, name));

            public static Digits Load(string folder, string name) => Load(System.IO.Path.Combine(folder, name));
        }
        """,
        "Digits");

    [Fact]
    public void A_member_that_has_to_be_set_leaves_loading_to_the_instance()
    {
        var compilation = new NetworkCompilation($$"""
            using CnnGen;

            {{Layers}}
            public partial class Digits
            {
                public required string Title { get; init; }

                public static WeightsReport Read(string path) => new Digits { Title = path }.LoadWeights(path);
            }
            """);
        System.Type type = compilation.EmitAndLoad().GetType("Digits", throwOnError: true)!;
        Assert.Equal(4, type.GetMethods().Count(method => method.Name == "Save"));
        Assert.DoesNotContain(type.GetMethods(), method => method.Name == "Load");
    }

    // A class cannot have a member of its own name: such a network is either compiled, or reported where it is declared.
    [Theory]
    [InlineData("Predict", "")]
    [InlineData("Parameters", "")]
    [InlineData("Description", "")]
    [InlineData("ParameterCount", "")]
    [InlineData("TrainingBytesFor", "")]
    [InlineData("Outer", "public long InferenceBytes => 1;")]
    [InlineData("Conv1", "")]
    [InlineData("Save", "")]
    [InlineData("Load", "")]
    [InlineData("Outer", "public int Load => 1;")]
    [InlineData("Outer", "public void Save(string? path) { }")]
    [InlineData("Outer", "public static Outer Load(System.IO.Stream stream) => new(1);")]
    [InlineData("Outer", "public static Outer Load(System.ReadOnlyMemory<byte> content) => new(1);")]
    [InlineData("Outer", "public string Description => \"\";")]
    [InlineData("Outer", "public int Description() => 1;")]
    [InlineData("Outer", "public int Conv1<T>(T value) => 1;")]
    [InlineData("Outer", "public int Predict(System.ReadOnlySpan<float> sample) => 1;")]
    [InlineData("Outer", "public Outer(int rate) { }")]
    [InlineData("Outer", "[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public partial class Kernels;")]
    [InlineData("Outer", "[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public partial class Passes;")]
    [InlineData("Outer", "[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public partial class Conv1;")]
    public void A_name_that_is_taken_gives_no_error_in_generated_code(string name, string member)
    {
        var compilation = new NetworkCompilation($$"""
            using CnnGen;

            {{Layers}}
            public partial class {{name}}
            {
                {{member}}
            }
            """);
        Assert.DoesNotContain(
            compilation.CompileDiagnostics,
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree?.FilePath != "Networks.cs");
    }

    // From these two on generated code names everything, and nothing in C# leads around a type of that name.
    [Theory]
    [InlineData("System", "public class System;", true)]
    [InlineData("CnnGen", "public struct CnnGen;", true)]
    [InlineData("System", "public class System<T>;", false)]
    [InlineData("System", "namespace App { public class System; }", false)]
    public void A_type_that_hides_a_namespace_is_reported(string name, string type, bool isReported)
    {
        // Under an alias the attributes can be named all the same.
        var compilation = new NetworkCompilation(
            $$"""
            extern alias nets;
            {{type}}
            [nets::CnnGen.Network(4), nets::CnnGen.FullyConnected(3), nets::CnnGen.SoftmaxCrossEntropy] public partial class Digits;
            """,
            runtime: NetworkCompilation.Runtime.WithAliases(["global", "nets"]));
        Assert.Equal(
            isReported
                ? [$"The code of network 'Digits' cannot use the runtime that is referenced: a type '{name}' outside of any namespace hides the namespace '{name}'. Rename it, or put it into a namespace."]
                : [],
            compilation.GeneratorDiagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        Assert.DoesNotContain(
            compilation.CompileDiagnostics,
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree?.FilePath != "Networks.cs");
        Assert.Equal(!isReported, compilation.GeneratedSources.Count > 0);
    }

    [Theory]
    [InlineData(300, 300)]
    [InlineData(1, 798)]
    [InlineData(798, 1)]
    public void Long_names(int space, int type)
    {
        string name = new('D', type);
        Model.Run($"using CnnGen;\nnamespace {new string('n', space)};\n{Layers} public partial class {name};", $"{new string('n', space)}.{name}");
    }

    [Fact]
    public void Files_of_long_names_fit_on_a_disk_and_are_told_apart()
    {
        string space = string.Join('.', Enumerable.Repeat("namespace_", 60));
        var compilation = new NetworkCompilation(
            $"using CnnGen;\nnamespace @{space};\n{Layers} public partial class First;\n{Layers} public partial class Second;");
        compilation.EmitAndLoad();
        Assert.All(compilation.GeneratedSources.Keys, name => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(name), 1, 255));
    }

    [Fact]
    public void A_name_too_long_for_metadata_is_reported()
    {
        var compilation = new NetworkCompilation($"using CnnGen;\nnamespace {new string('n', 400)};\n{Layers} public partial class {new string('D', 400)};");
        Assert.Equal(
            $"Network '{new string('D', 60)}…' must be an ordinary class, but is called by a name of 801 letters, namespaces and types around it included. Use at most 800: the names of generated members are made of it.",
            Assert.Single(compilation.GeneratorDiagnostics).GetMessage(CultureInfo.InvariantCulture));
        Assert.Empty(compilation.CompileDiagnostics);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, false)]
    public void A_block_with_a_long_name(int length, bool fits)
    {
        string name = new('b', length);
        var compilation = new NetworkCompilation(
            $"""
            using CnnGen;
            [Block, Conv2D(4, 3, Padding = 1), ReLU] public class Body;
            [Network(1, 6, 6), Conv2D(4, 3), Residual(typeof(Body)), Use(typeof(Body), Name = "{name}")]
            [Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """);
        if (fits)
        {
            compilation.EmitAndLoad();
            return;
        }

        Assert.EndsWith(
            $"cannot be called '{new string('b', 60)}…': with the blocks around it that would be 401 letters, of at most 400. Use shorter names, or fewer blocks inside each other.",
            Assert.Single(compilation.GeneratorDiagnostics).GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }
}

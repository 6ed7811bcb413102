using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Places;

/// <summary>A network may have any name, and so may what stands around it.</summary>
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
        public class NetworkPlan;
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
        public class NetworkPlan;
        public class ParameterPlan;
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
        Assert.Equal(2, type.GetMethods().Count(method => method.Name == "Save"));
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
}

using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Places;

/// <summary>Wherever C# lets a class stand, a network may.</summary>
[Trait("Speed", "Slow")]
public class PlaceTests
{
    private const string Layers = "[Network(1, 6, 6), Conv2D(2, 3), ReLU, MaxPool2D(2), Flatten, FullyConnected(3), SoftmaxCrossEntropy]";

    [Fact]
    public void Nested_in_types_of_every_kind() => Model.Run(
        $$"""
        using CnnGen;

        namespace Nested;

        public static partial class Models
        {
            public readonly partial struct Small
            {
                public abstract partial record Set
                {
                    public partial record struct One
                    {
                        public partial interface IHolder
                        {
                            {{Layers}}
                            public sealed partial class Digits;
                        }
                    }
                }
            }
        }
        """,
        "Nested.Models+Small+Set+One+IHolder+Digits");

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    [InlineData("protected internal")]
    public void Nested_with_every_access(string access) => Model.Run(
        $$"""
        using CnnGen;

        public partial class Models
        {
            {{Layers}}
            {{access}} sealed partial class Digits;
        }
        """,
        "Models+Digits");

    [Fact]
    public void In_the_global_namespace() => Model.Run($"using CnnGen;\n{Layers} internal partial class Digits;", "Digits");

    [Fact]
    public void In_namespaces_inside_each_other() => Model.Run(
        $$"""
        namespace Outer.Middle
        {
            using CnnGen;

            namespace Inner
            {
                {{Layers}} public partial class Digits;
            }
        }
        """,
        "Outer.Middle.Inner.Digits");

    [Fact]
    public void In_the_namespace_of_the_library() =>
        Model.Run($"namespace CnnGen.Samples.Kernels; {Layers} public partial class Digits;", "CnnGen.Samples.Kernels.Digits");

    [Fact]
    public void Several_in_a_file_under_one_name_in_two_namespaces() => Model.Run(
        $$"""
        using CnnGen;

        {{Layers}} public partial class Digits;

        namespace One
        {
            {{Layers}} public partial class Digits;

            [Network(5), FullyConnected(2), SoftmaxCrossEntropy] public partial class Letters;
        }

        namespace Two
        {
            [Network(7), FullyConnected(4), SoftmaxCrossEntropy] public partial class Digits;
        }
        """,
        "Digits", "One.Digits", "One.Letters", "Two.Digits");

    [Fact]
    public void Under_names_that_differ_in_case_alone() => Model.Run(
        """
        using CnnGen;

        [Network(4), FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
        [Network(4), FullyConnected(3), SoftmaxCrossEntropy] public partial class DIGITS;
        """,
        "Digits", "DIGITS");

    [Fact]
    public void Inside_another_network() => Model.Run(
        $$"""
        using CnnGen;

        {{Layers}}
        public partial class Outer
        {
            {{Layers}} public partial class Inner;
        }
        """,
        "Outer", "Outer+Inner");

    [Fact]
    public void With_a_base_class_interfaces_and_members_of_its_own() => Model.Run(
        $$"""
        using System;
        using CnnGen;

        public abstract class Model
        {
            public abstract string Title { get; }
        }

        [Obsolete("Use another one.")]
        {{Layers}}
        public sealed partial class Digits : Model, IDisposable
        {
            public Digits(string title) : this(seed: 3) => Title = title;

            public override string Title { get; } = "";

            public void Dispose()
            {
            }
        }

        public sealed partial class Digits
        {
            public int Read(float[] image) => Predict(image).Label;
        }
        """,
        "Digits");

    [Fact]
    public void In_a_project_without_nullable_references()
    {
        var compilation = new NetworkCompilation(
            $"using CnnGen;\n{Layers} public partial class Digits;", nullable: NullableContextOptions.Disable);
        Model.Run(compilation, "Digits");
    }

    [Fact]
    public void Without_anything_to_learn() => Model.Run(
        """
        using CnnGen;

        #pragma warning disable CNN1010
        [Network(3), Tanh, SoftmaxCrossEntropy] public partial class Squashed;
        #pragma warning restore CNN1010
        [Network(1, 2, 2), MaxPool2D(1), Flatten, SoftmaxCrossEntropy] public partial class Pooled;
        [Network(2, 2), Flatten, SoftmaxCrossEntropy] public partial class Plain;
        """,
        "Squashed", "Pooled", "Plain");
}

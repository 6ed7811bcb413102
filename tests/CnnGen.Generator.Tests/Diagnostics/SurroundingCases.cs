using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>What can be wrong with the project and the class around a declaration that is right.</summary>
internal static class SurroundingCases
{
    private const string Layers = "[FullyConnected(3), SoftmaxCrossEntropy]";

    // An assembly of the runtime's name, in a version that no generator belongs to, with a layer that this one does not know.
    private static readonly MetadataReference AnotherRuntime = CSharpCompilation.Create(
            "CnnGen",
            [
                CSharpSyntaxTree.ParseText(
                    """
                    [assembly: System.Reflection.AssemblyVersion("99.1.2.0")]

                    namespace CnnGen
                    {
                        public sealed class NetworkAttribute(int features) : System.Attribute;
                        public abstract class LayerAttribute : System.Attribute;
                        public sealed class EmbeddingAttribute : LayerAttribute;
                        public sealed class SoftmaxCrossEntropyAttribute : LayerAttribute;
                    }
                    """),
            ],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
        .ToMetadataReference();

    public static IEnumerable<DiagnosticCase> All => [.. LanguageTooOld, .. RuntimeDoesNotFit, .. NoConstructor];

    private static DiagnosticCase[] LanguageTooOld =>
    [
        new("A version of C# that is too old, and a layer that is wrong",
            "[{|CNN1013:Network(4)|}, {|CNN3001:FullyConnected(0)|}, SoftmaxCrossEntropy] public sealed partial class Digits { }",
            "Network 'Digits' is compiled as C# 10.0, but the code that is generated for it needs C# 12.0 or later. Set <LangVersion>12.0</LangVersion> in this project, or remove LangVersion: .NET 9 and later bring a version that is new enough.",
            "FullyConnected(0): outputs must be at least 1, but is 0. Use 1 or more.")
        {
            Language = LanguageVersion.CSharp10,
        },
    ];

    private static DiagnosticCase[] RuntimeDoesNotFit =>
    [
        new("A runtime under an alias",
            $$"""
            [{|CNN1014:Network(4)|}]
            {{Layers}}
            public sealed partial class Digits;
            """,
            "The code of network 'Digits' cannot use the runtime that is referenced: it has the alias nets alone, and not the global one. Set Aliases=\"global,nets\" on the reference.")
        {
            Head = "extern alias nets;\nusing nets::CnnGen;\n",
            Runtime = NetworkCompilation.Runtime.WithAliases(["nets"]),
        },
        new("A runtime of another version, with layers that are not known: one mistake",
            "[{|CNN1014:Network(4)|}, Embedding, SoftmaxCrossEntropy] public sealed partial class Digits;",
            $"The code of network 'Digits' cannot use the runtime that is referenced: it is CnnGen 99.1.2, and the generator, {GeneratorVersion}, writes code for its own version alone. Reference both in the same version.")
        {
            Runtime = AnotherRuntime,
        },
    ];

    private static DiagnosticCase[] NoConstructor =>
    [
        new("A primary constructor",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1015:Digits|}(string title)
            {
                public string Title { get; } = title;
            }
            """,
            "The generated part of network 'Digits' has a constructor Digits(int seed), which has no values for the parameters behind the class's name. Take those in a constructor of its own that calls this(seed)."),
        new("A primary constructor like the generated one",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1015:Digits|}(int size)
            {
                public int Size { get; } = size;
            }
            """,
            "The generated part of network 'Digits' has a constructor Digits(int seed), which has no values for the parameters behind the class's name. Take those in a constructor of its own that calls this(seed)."),
        new("A primary constructor without parameters",
            $"[Network(4)] {Layers} public sealed partial class {{|CNN1015:Digits|}}();",
            "The generated part of network 'Digits' has a constructor Digits(int seed), which would have to call the one that the class's head declares. Remove the brackets behind the class's name."),
        new("A constructor like the generated one",
            $"[Network(4)] {Layers} public sealed partial class {{|CNN1008:Digits|}} {{ public Digits(int size) => Size = size; public int Size {{ get; }} }}",
            "The generated part of network 'Digits' adds a member 'Digits(int)', but the class has one already: remove yours, or give it other parameters and let it call this(seed)."),
        new("A record with a primary constructor",
            $"[Network(4)] {Layers} public sealed partial record {{|CNN1005:Digits|}}(int Size);",
            "Network 'Digits' must be an ordinary class, but is a record. Declare it as a class."),
        new("A base class that needs arguments",
            $$"""
            public class Model
            {
                public Model(string title) => Title = title;

                public string Title { get; }
            }

            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1015:Digits|} : Model
            {
                public Digits(string title)
                    : base(title)
                {
                }
            }
            """,
            "The generated part of network 'Digits' has a constructor Digits(int seed), which needs one of its base class 'Model' that takes no arguments. Add that to 'Model', or hold a 'Model' in a property of the network."),
        new("A base class whose constructor cannot be seen",
            $$"""
            public class Model
            {
                private Model()
                {
                }

                public Model(string title) => Title = title;

                public string Title { get; } = "";
            }

            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1015:Digits|} : Model
            {
                public Digits(string title)
                    : base(title)
                {
                }
            }
            """,
            "The generated part of network 'Digits' has a constructor Digits(int seed), which needs one of its base class 'Model' that takes no arguments. Add that to 'Model', or hold a 'Model' in a property of the network."),
    ];

    private static string GeneratorVersion => typeof(NetworkGenerator).Assembly.GetName().Version!.ToString(3);
}

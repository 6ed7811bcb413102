namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>What can be wrong with the class of a network, and with the ends of its list of layers.</summary>
internal static class DeclarationCases
{
    private const string Layers = "[FullyConnected(3), SoftmaxCrossEntropy]";

    public static IEnumerable<DiagnosticCase> All =>
        [.. NotPartial, .. NotAClass, .. Generic, .. NoLayers, .. NoLoss, .. LayerAfterLoss, .. OnAnotherPart, .. NameTaken, .. SavingTaken];

    private static DiagnosticCase[] NotPartial =>
    [
        new("A class that is not partial",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed class {|CNN1001:Digits|};
            """,
            "'Digits' must be partial: the code of network 'Digits' is written into another part of it. Add the modifier 'partial'.")
        {
            CompilerErrors = ["CS0260"],
        },
        new("Types around the class that are not partial",
            $$"""
            public static class {|CNN1001:Models|}
            {
                public partial interface ISmall
                {
                    public struct {|CNN1001:Holder|}
                    {
                        [Network(4)]
                        {{Layers}}
                        public sealed class {|CNN1001:Digits|};
                    }
                }
            }
            """,
            "'Models' must be partial: the code of network 'Digits' is written into another part of it. Add the modifier 'partial'.",
            "'Holder' must be partial: the code of network 'Digits' is written into another part of it. Add the modifier 'partial'.",
            "'Digits' must be partial: the code of network 'Digits' is written into another part of it. Add the modifier 'partial'.")
        {
            CompilerErrors = ["CS0260", "CS0260", "CS0260"],
        },
        new("A class named by a keyword that is not partial",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed class {|CNN1001:@class|};
            """,
            "'class' must be partial: the code of network 'class' is written into another part of it. Add the modifier 'partial'.")
        {
            CompilerErrors = ["CS0260"],
        },
    ];

    private static DiagnosticCase[] NotAClass =>
    [
        NotAnOrdinaryClass("A static class", "public static partial class", "static. Remove the modifier 'static'."),
        NotAnOrdinaryClass("An abstract class", "public abstract partial class", "abstract. Remove the modifier 'abstract'."),
        NotAnOrdinaryClass("A record", "public sealed partial record", "a record. Declare it as a class."),
        NotAnOrdinaryClass("A class local to its file", "file sealed partial class", "local to its file. Remove the modifier 'file'."),
        NotAnOrdinaryClass("A struct", "public partial struct", "a struct. Declare it as a class.") with { CompilerErrors = ["CS0592", "CS0592", "CS0592"] },
        NotAnOrdinaryClass("A record struct", "public partial record struct", "a record struct. Declare it as a class.") with { CompilerErrors = ["CS0592", "CS0592", "CS0592"] },
        NotAnOrdinaryClass("An interface", "public partial interface", "an interface. Declare it as a class.") with { CompilerErrors = ["CS0592", "CS0592", "CS0592"] },
        new("A class inside a class that is local to its file",
            $$"""
            file static partial class Models
            {
                [Network(4)]
                {{Layers}}
                public sealed partial class {|CNN1005:Digits|};
            }
            """,
            "Network 'Digits' must be an ordinary class, but is inside a type that is local to its file. Remove the modifier 'file'."),
        new("A record that is local to its file: two mistakes",
            $$"""
            [Network(4)]
            {{Layers}}
            file sealed partial record {|CNN1005:{|CNN1005:Digits|}|};
            """,
            "Network 'Digits' must be an ordinary class, but is a record. Declare it as a class.",
            "Network 'Digits' must be an ordinary class, but is local to its file. Remove the modifier 'file'."),
    ];

    private static DiagnosticCase[] Generic =>
    [
        new("A generic class",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1006:Digits|}<T>;
            """,
            "Network 'Digits' must not be generic, nor stand inside a generic type, but is 'Digits<T>': its shapes and code are fixed. Move it out, or remove the type parameters."),
        new("A class inside a generic class",
            $$"""
            public partial class Models<T>
            {
                public partial class Small
                {
                    [Network(4)]
                    {{Layers}}
                    public sealed partial class {|CNN1006:Digits|};
                }
            }
            """,
            "Network 'Digits' must not be generic, nor stand inside a generic type, but is 'Models<T>.Small.Digits': its shapes and code are fixed. Move it out, or remove the type parameters."),
    ];

    private static DiagnosticCase[] NoLayers =>
    [
        new("No layers",
            "[{|CNN1002:Network(4)|}] public sealed partial class Digits;",
            "Network 'Digits' has no layers. Write them as attributes below [Network], the loss as the last: for example [Flatten, FullyConnected(10), SoftmaxCrossEntropy]."),
        new("No layers on a class named by a keyword",
            "[{|CNN1002:Network(4)|}] public sealed partial class @class;",
            "Network 'class' has no layers. Write them as attributes below [Network], the loss as the last: for example [Flatten, FullyConnected(10), SoftmaxCrossEntropy]."),
        new("A loss alone, on a vector",
            "[{|CNN1002:Network(4)|}, SoftmaxCrossEntropy] public sealed partial class Digits;",
            "Network 'Digits' has no layers. Write them as attributes below [Network], the loss as the last: for example [Flatten, FullyConnected(10), SoftmaxCrossEntropy]."),
        new("A loss alone, on an image: one mistake",
            "[{|CNN1002:Network(1, 28, 28)|}, SoftmaxCrossEntropy] public sealed partial class Digits;",
            "Network 'Digits' has no layers. Write them as attributes below [Network], the loss as the last: for example [Flatten, FullyConnected(10), SoftmaxCrossEntropy]."),
    ];

    private static DiagnosticCase[] NoLoss =>
    [
        new("No loss",
            "[{|CNN1003:Network(1, 28, 28)|}, Flatten, FullyConnected(10)] public sealed partial class Digits;",
            "Network 'Digits' ends without a loss. Add one as the last attribute: [SoftmaxCrossEntropy] or [BinaryCrossEntropy] for classes, [MeanSquaredError] for numbers."),
    ];

    private static DiagnosticCase[] LayerAfterLoss =>
    [
        new("A layer after the loss",
            "[Network(4), FullyConnected(10), SoftmaxCrossEntropy, {|CNN1004:FullyConnected(3)|}] public sealed partial class Digits;",
            "FullyConnected(3) stands behind the loss SoftmaxCrossEntropy, which must be the last. Move it in front of the loss, or remove it."),
        new("Two losses",
            "[Network(4), FullyConnected(10), SoftmaxCrossEntropy, {|CNN1004:SoftmaxCrossEntropy|}] public sealed partial class Digits;",
            "SoftmaxCrossEntropy stands behind the loss SoftmaxCrossEntropy, which must be the last. A network has one: remove one of the two."),
        new("All layers after the loss",
            "[Network(4), SoftmaxCrossEntropy, {|CNN1004:FullyConnected(10)|}, {|CNN1004:ReLU|}] public sealed partial class Digits;",
            "FullyConnected(10) stands behind the loss SoftmaxCrossEntropy, which must be the last. Move it in front of the loss, or remove it.",
            "ReLU stands behind the loss SoftmaxCrossEntropy, which must be the last. Move it in front of the loss, or remove it."),
        new("A loss on an image that is flattened too late: its input is not judged where it stands",
            "[Network(1, 28, 28), SoftmaxCrossEntropy, {|CNN1004:Flatten|}, {|CNN1004:FullyConnected(10)|}] public sealed partial class Digits;",
            "Flatten stands behind the loss SoftmaxCrossEntropy, which must be the last. Move it in front of the loss, or remove it.",
            "FullyConnected(10) stands behind the loss SoftmaxCrossEntropy, which must be the last. Move it in front of the loss, or remove it."),
    ];

    private static DiagnosticCase[] OnAnotherPart =>
    [
        new("Layers on another part, whose shapes cannot be told",
            """
            [Network(1, 8, 8)]
            [FullyConnected(10)]
            public sealed partial class Digits;

            [{|CNN1007:Flatten|}, {|CNN1007:SoftmaxCrossEntropy()|}]
            public sealed partial class Digits;
            """,
            "Flatten stands on another part of 'Digits' than [Network]. The order of layers over several parts is undefined: write all layers below [Network].",
            "SoftmaxCrossEntropy() stands on another part of 'Digits' than [Network]. The order of layers over several parts is undefined: write all layers below [Network]."),
        new(
            "a member of its own has the name of a generated one",
            $$"""
            [Network(4)]
            {{Layers}}
            public partial class {|CNN1008:Digits|}
            {
                public string Fc1 => "";
            }
            """,
            "The generated part of network 'Digits' adds a member 'Fc1', but the class has one already: rename yours."),
        new(
            "the class has the name of a generated member",
            $$"""
            [Network(4)]
            {{Layers}}
            public partial class {|CNN1008:Predict|};
            """,
            "The generated part of network 'Predict' adds a member 'Predict', but the class itself has that name: rename the class."),
    ];

    private static DiagnosticCase[] NameTaken =>
    [
        new("A class named like a member of every network",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1008:Predict|};
            """,
            "The generated part of network 'Predict' adds a member 'Predict', but the class itself has that name: rename the class."),
        new("A class named like one of its layers",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1008:Fc1|};
            """,
            "The generated part of network 'Fc1' adds a member 'Fc1', but the class itself has that name: rename the class."),
        new("Members named like those that are generated",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1008:{|CNN1008:{|CNN1008:Digits|}|}|}
            {
                public const int Fc1 = 1;

                public int MultiplyAdds { get; set; }

                public class Description;
            }
            """,
            "The generated part of network 'Digits' adds a member 'Fc1', but the class has one already: rename yours.",
            "The generated part of network 'Digits' adds a member 'MultiplyAdds', but the class has one already: rename yours.",
            "The generated part of network 'Digits' adds a member 'Description', but the class has one already: rename yours."),
        new("Methods named like the accessors of generated properties",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1008:{|CNN1008:Digits|}|}
            {
                public int get_Fc1() => 1;

                public void set_Parameters(CnnGen.Parameters.ParameterSet value)
                {
                }
            }
            """,
            "The generated part of network 'Digits' adds a member 'get_Fc1', but the class has one already: rename yours.",
            "The generated part of network 'Digits' adds a member 'set_Parameters', but the class has one already: rename yours."),
    ];

    private static DiagnosticCase[] SavingTaken =>
    [
        new("Methods that save and load, with the parameters of those that are generated",
            $$"""
            [Network(4)]
            {{Layers}}
            public sealed partial class {|CNN1008:{|CNN1008:Digits|}|}
            {
                public void Save(string file)
                {
                }

                public void Save(string folder, string name)
                {
                }

                public static Digits Load(System.IO.Stream source) => new();
            }
            """,
            "The generated part of network 'Digits' adds a member 'Save(string)', but the class has one already: rename yours.",
            "The generated part of network 'Digits' adds a member 'Load(IO.Stream)', but the class has one already: rename yours."),
    ];

    private static DiagnosticCase NotAnOrdinaryClass(string name, string type, string but) => new(
        name,
        $$"""
        [Network(4)]
        {{Layers}}
        {{type}} {|CNN1005:Digits|};
        """,
        $"Network 'Digits' must be an ordinary class, but is {but}");
}

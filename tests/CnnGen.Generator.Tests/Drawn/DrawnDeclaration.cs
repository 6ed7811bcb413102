using System.Reflection;

namespace CnnGen.Generator.Tests.Drawn;

/// <summary>Declarations drawn at random, right and wrong, the same for the same seed.</summary>
internal static class DrawnDeclaration
{
    private static readonly string[] Numbers =
    [
        "int.MinValue", "int.MaxValue", "-1", "0", "1", "33554432", "65536", "1_000", "0x10", "0b11", "'\\n'", "(short)3", "(byte)2",
        "sizeof(int)", "(int)System.DayOfWeek.Friday", "default", "default(int)", "unchecked((int)0xFFFFFFFF)", "1 + 1", "true ? 2 : 3",
        "2L", "1.5", "null", "\"3\"", "nameof(System).Length", "@\"\n\" == \"\" ? 1 : 2", "Unknown", "", "2, 3", "outputs: 3", "checked(int.MaxValue + 1)",
    ];

    private static readonly string[] Kernels =
        ["FilterKernel.Sharpen", "FilterKernel.GaussianBlur", "FilterKernel.BoxBlur", "(FilterKernel)3", "(FilterKernel)6", "0", "default", "FilterKernel.Blur", ""];

    private static readonly string[] CoefficientValues =
        ["1", "-1", "0.25", "0", "2f", "-0.0", "1e-45", "3e4", "1e39", "double.NaN", "1.0 / 3", "default", "'a'", "1m", "null", "-1L", "\"1\"", ""];

    // None that a network would not survive: it has to train.
    private static readonly string[] Fractions =
        ["0.1", "0.5f", "0", "-0.0", "1.0 / 3", "default", "1", "-1", "1e-45", "1e39", "double.NaN", "1m", "null", "\"1\"", ""];

    private static readonly string[] CeilModes = ["", ", CeilMode = true", ", CeilMode = default, CountIncludePad = false", ", CeilMode = 1"];

    private static readonly string[] Modifiers =
    [
        "public sealed partial class", "internal partial class", "partial class", "class", "public static partial class",
        "public abstract partial class", "file partial class", "partial record", "partial struct", "ref partial struct",
        "partial record struct", "partial interface", "new partial class", "unsafe partial class", "partial enum",
    ];

    private static readonly string[] Names =
        ["Digits", "@class", "Größe", "D\\u0069gits", "_", "Predict", "Fc1", "Conv1", "Description", "V", "Kernels", "CnnGen", "System", "record", ""];

    private static readonly string[] Suffixes =
        ["<T>", "(int seed)", "(string title)", "()", " : System.IDisposable", " : System.Exception", " : Missing", " : System.IO.Stream", " where T : class"];

    private static readonly string[] Members =
    [
        "public int Number => 1;", "public string Description => \"\";", "public int Fc1;", "public void Conv1() { }", "public class Predict;",
        "public int Predict(System.ReadOnlySpan<float> sample) => 1;", "public int Predict<T>(T sample) => 1;", "public int this[int i] => i;",
        "public D() { }", "public event System.Action Parameters { add { } remove { } }", "public int get_Parameters() => 1;", "public int {",
        "public required int Size { get; init; }", "public partial void Run();", "extension", "[CnnGen.Network(3)] class Inner;", "#if", "/*",
        "[CnnGen.Network(3), CnnGen.FullyConnected(2), CnnGen.SoftmaxCrossEntropy] public partial class Inner;",
    ];

    private static readonly string[] Around =
        ["public partial class Outer", "public class Outer", "partial struct Outer", "partial interface Outer", "partial class Outer<T>", "static partial class Outer"];

    private static readonly string[] BlockModifiers =
        ["public static class", "class", "partial class", "[Network(3)] partial class", "[ReLU] class", "struct", "sealed record", "file class", "[Block] class"];

    private static readonly string[] Uses =
        ["typeof(Features)", "typeof(Inner)", "typeof(Missing)", "typeof(Digits)", "typeof(int)", "typeof(Features[])", "null", "default", "\"Features\"", ""];

    private static readonly string[] HeadWeights = ["", ", Weight = 0.5", ", Weight = 1e-45", ", Weight = 0", ", Weight = 2", ", Weight = null", ", Frozen = true"];

    private static readonly string[] BlockNames =
        ["\"features\"", "\"Features\"", "\"a.b\"", "\"\"", "null", "\"größe\"", "\"fc1\"", "\"class\"", "\"x y\"", "nameof(Inner)", "3", "\"\\u0001\""];

    private static readonly (string Name, Type Type)[] Layers =
    [
        .. typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
            .Where(type => type.GetConstructors().All(constructor => constructor.GetParameters().All(parameter => parameter.ParameterType != typeof(Type) && parameter.ParameterType != typeof(Type[]))))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (type.Name[..^"Attribute".Length], type)),
    ];

    private const string Typed = "()[]{}<>,;:=.\"'#@\\/*+-0 1a\n_";

    public static string Draw(Random random)
    {
        List<string> layers = DrawLayers(random, out string network);
        if (random.Next(5) == 0)
        {
            Disorder(random, layers);
        }

        string blocks = random.Next(4) == 0 ? DrawBlocks(random, layers) : string.Empty;
        string text = $"{blocks}[{network}]\n[{string.Join(random.Next(2) == 0 ? ", " : "]\n[", layers)}]\n{DrawClass(random)}\n";
        for (int edits = random.Next(3) == 0 ? random.Next(1, 4) : 0; edits > 0; edits--)
        {
            text = Edit(random, text);
        }

        return text;
    }

    private static List<string> DrawLayers(Random random, out string network)
    {
        List<string> layers = [];
        if (random.Next(3) == 0)
        {
            network = $"Network({Number(random, 1, 9)})";
        }
        else if (random.Next(3) == 0)
        {
            network = $"Network({Number(random, 1, 3)}, {Number(random, 4, 19)})";
            for (int count = random.Next(3); count > 0; count--)
            {
                layers.Add(random.Next(5) switch
                {
                    3 => $"Filter1D({Coefficients(random, Number(random, 1, 4))}{Named(random, "Padding", 0, 2)}{Named(random, "Stride", 1, 2)})",
                    0 => $"MaxPool1D({Number(random, 1, 3)}{Named(random, "Stride", 1, 2)}{Named(random, "Padding", 0, 1)}{Rarely(random, CeilModes)})",
                    1 => $"AveragePool1D({Number(random, 1, 2)})",
                    2 => $"LocallyConnected1D({Number(random, 1, 3)}, {Number(random, 1, 3)}{Named(random, "Padding", 0, 2)})",
                    _ => $"Conv1D({Filters(random)}{Named(random, "Padding", 0, 2)}{Named(random, "Dilation", 1, 2)})",
                });
                layers.Add(Activation(random));
            }

            layers.Add(Rarely(random, ["Flatten", "GlobalAveragePool"]));
        }
        else
        {
            network = $"Network({Number(random, 1, 3)}, {Number(random, 4, 9)}, {Number(random, 4, 9)})";
            for (int count = random.Next(3); count > 0; count--)
            {
                layers.Add(random.Next(7) switch
                {
                    3 => $"Filter2D({Rarely(random, Kernels)}{Named(random, "Padding", 0, 2)}{Named(random, "Stride", 1, 2)}{Named(random, "Dilation", 1, 2)})",
                    4 => DrawFilter(random),
                    2 => $"LocallyConnected2D({Number(random, 1, 2)}, {Number(random, 1, 3)}{Named(random, "Stride", 1, 2)})",
                    0 => $"MaxPool2D({Number(random, 1, 3)}{Named(random, "Stride", 1, 2)}{Named(random, "Padding", 0, 1)}{Rarely(random, CeilModes)})",
                    1 => $"AveragePool2D({Number(random, 1, 2)}, {Number(random, 1, 2)}{Named(random, "Padding", 0, 1)}{Rarely(random, CeilModes)})",
                    _ => $"Conv2D({Filters(random)}{Named(random, "Padding", 0, 2)}{Named(random, "Stride", 1, 2)}{Named(random, "Dilation", 1, 2)})",
                });
                layers.Add(Activation(random));
            }

            layers.Add(Rarely(random, ["Flatten", "GlobalAveragePool"]));
        }

        for (int count = random.Next(2); count > 0; count--)
        {
            layers.Add($"FullyConnected({Number(random, 1, 9)}{(random.Next(4) == 0 ? ", Bias = false" : string.Empty)})");
            layers.Add(Activation(random));
        }

        layers.Add($"FullyConnected({Number(random, 1, 5)}{(random.Next(6) == 0 ? ", Frozen = true" : string.Empty)})");
        layers.Add(random.Next(5) switch { 0 => "BinaryCrossEntropy", 1 => "MeanSquaredError", 2 => $"SoftmaxCrossEntropy(LabelSmoothing = {Rarely(random, Fractions)})", _ => "SoftmaxCrossEntropy" });
        return layers;
    }

    // A number of their own, or as many as come in.
    private static string Filters(Random random)
    {
        string sizes = random.Next(3) == 0
            ? $"Kernel = {Number(random, 1, 4)}"
            : $"{Number(random, 1, 4)}, {Number(random, 1, 4)}";
        return sizes + Named(random, "Groups", 1, 3);
    }

    private static string DrawFilter(Random random)
    {
        (int height, int width) = (random.Next(1, 4), random.Next(1, 4));
        string count = FormattableString.Invariant($"{height * width}");
        return $"Filter2D({Number(random, height, height)}, {Number(random, width, width)}, {Coefficients(random, count)}{Named(random, "Padding", 0, 2)})";
    }

    // Of a strange number there is one.
    private static string Coefficients(Random random, string count) => string.Join(
        ", ", Enumerable.Range(0, int.TryParse(count, out int many) ? Math.Clamp(many, 0, 99) : 1).Select(_ => Rarely(random, CoefficientValues)));

    // Some of the layers stand in a block, which may be used twice, and may use another one, or itself.
    private static string DrawBlocks(Random random, List<string> layers)
    {
        // As many scores as the network has, where its last layers stand in their order.
        string scores = layers.LastOrDefault(layer => layer.StartsWith("FullyConnected", StringComparison.Ordinal)) ?? "FullyConnected(3)";
        int at = random.Next(layers.Count);
        int count = random.Next(random.Next(20) == 0 ? layers.Count - at + 1 : layers.Count - at);
        List<string> moved = layers.GetRange(at, count);
        layers.RemoveRange(at, count);
        layers.Insert(at, Use(random));
        if (random.Next(6) == 0)
        {
            layers.Insert(random.Next(layers.Count), Use(random));
        }

        if (random.Next(4) == 0)
        {
            moved.Insert(random.Next(moved.Count + 1), random.Next(4) == 0 ? Use(random) : "Use(typeof(Inner), Name = \"inside\")");
        }

        return $"[{string.Join(", ", moved.Prepend("Block"))}] {Rarely(random, BlockModifiers)} Features;\n[Block, Tanh] class Inner;\n[Block, Flatten, {scores}] class Head;\n";
    }

    // Mostly a use. Summands fit where the layers that were moved keep the shape.
    private static string Use(Random random) => random.Next(7) switch
    {
        6 => $"Auxiliary(typeof(Head){Rarely(random, HeadWeights)})",
        0 => $"Residual({Rarely(random, Uses)}{(random.Next(3) == 0 ? $", Shortcut = {Of(random, Uses)}" : string.Empty)}{Named(random, "Repeat", 1, 2)})",
        1 => $"Concat({Rarely(random, Uses)}, {Rarely(random, Uses)}{(random.Next(3) == 0 ? $", {Of(random, Uses)}" : string.Empty)})",
        2 => $"Residual(typeof(Inner){Named(random, "Repeat", 1, 2)}{(random.Next(4) == 0 ? ", Frozen = true" : string.Empty)})",
        _ => UseOfBlock(random),
    };

    private static string UseOfBlock(Random random) =>
        $"Use({Rarely(random, Uses)}{(random.Next(4) == 0 ? ", Frozen = true" : string.Empty)}{(random.Next(4) == 0 ? $", Name = {Of(random, BlockNames)}" : string.Empty)})";

    private static string DrawClass(Random random)
    {
        bool isUsual = random.Next(3) > 0;
        string type = isUsual ? "public sealed partial class Digits" : $"{Rarely(random, Modifiers)} {Rarely(random, Names)}";
        if (!isUsual && random.Next(4) == 0)
        {
            type += Of(random, Suffixes);
        }

        type += !isUsual && random.Next(2) == 0 ? $"\n{{\n    {Of(random, Members)}\n}}" : ";";
        return !isUsual && random.Next(4) == 0 ? $"public partial class Before;\n{type}" : type;
    }

    /// <summary>A class around a declaration, for some of them.</summary>
    public static string Nest(Random random, string text) =>
        random.Next(8) == 0 ? $"{Of(random, Around)}\n{{\n{text}}}\n" : text;

    private static void Disorder(Random random, List<string> layers)
    {
        int at = random.Next(layers.Count);
        switch (random.Next(4))
        {
            case 0:
                layers.RemoveAt(at);
                break;
            case 1:
                layers.Insert(at, Of(random, ["ReLU", "Flatten", "SoftmaxCrossEntropy", "Network(3)", "Unknown", "System.Obsolete", "Layer"]));
                break;
            case 2:
                layers.Insert(random.Next(layers.Count), layers[at]);
                break;
            default:
                layers.Reverse();
                break;
        }
    }

    private static string Edit(Random random, string text)
    {
        int at = random.Next(text.Length);
        int length = Math.Min(random.Next(1, 12), text.Length - at);
        return random.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, Typed[random.Next(Typed.Length)].ToString()),
            2 => text.Remove(at, length),
            _ => text.Insert(random.Next(text.Length), text.Substring(at, length)),
        };
    }

    private static string Number(Random random, int least, int most) =>
        random.Next(40) == 0 ? Of(random, Numbers) : FormattableString.Invariant($"{random.Next(least, most + 1)}");

    private static string Named(Random random, string name, int least, int most) =>
        random.Next(3) == 0 ? $", {name} = {Number(random, least, most)}" : string.Empty;

    private static string Activation(Random random) => random.Next(8) == 0 ? AnyLayer(random) : Of(random, ["ReLU", "Tanh", "Sigmoid", "LeakyReLU", "GELU", "Dropout", "BatchNorm", $"BatchNorm(Momentum = {Rarely(random, Fractions)}{(random.Next(4) == 0 ? ", Frozen = true" : string.Empty)})", "LocalResponseNorm", $"PadChannels({Number(random, 0, 9)})", $"PadChannels({Number(random, 0, 9)}, {Number(random, 0, 9)})", $"LocalResponseNorm({Number(random, 1, 5)}, {Rarely(random, Fractions)})", $"Dropout({Rarely(random, Fractions)})", $"LeakyReLU({Rarely(random, Fractions)})"]);

    // Any that the runtime has, so that none need be listed above. Those that name blocks are drawn elsewhere.
    private static string AnyLayer(Random random)
    {
        (string name, Type layer) = Layers[random.Next(Layers.Length)];
        ConstructorInfo[] constructors = layer.GetConstructors();
        ParameterInfo[] parameters = constructors[random.Next(constructors.Length)].GetParameters();
        string[] arguments =
        [
            .. parameters.TakeWhile(parameter => !parameter.HasDefaultValue || random.Next(2) == 0).Select(parameter => Argument(random, parameter.ParameterType)),
            .. layer.GetProperties().Where(property => property.CanWrite && random.Next(3) == 0).Select(property => $"{property.Name} = {Argument(random, property.PropertyType)}"),
        ];
        return arguments.Length == 0 ? name : $"{name}({string.Join(", ", arguments)})";
    }

    private static string Argument(Random random, Type type) => type switch
    {
        _ when type == typeof(int) => Number(random, 1, 4),
        _ when type == typeof(bool) => random.Next(2) == 0 ? "true" : "false",
        _ when type == typeof(double[]) => Rarely(random, CoefficientValues),
        { IsEnum: true } => Rarely(random, Kernels),
        _ => Rarely(random, Fractions),
    };

    // Mostly the first of them.
    private static string Rarely(Random random, string[] choices) => random.Next(2) == 0 ? choices[0] : Of(random, choices);

    private static string Of(Random random, string[] choices) => choices[random.Next(choices.Length)];
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Benchmarks.Typing;

/// <summary>A project of fifty networks of five kinds, ten files of five, and a file without any.</summary>
internal static class TypedProject
{
    /// <summary>The file without networks.</summary>
    public const string OtherFile = "Other.cs";

    /// <summary>The file of networks that is edited.</summary>
    public const string NetworkFile = "Networks0.cs";

    private const int Files = 10;

    public static CSharpCompilation Create() => MemoryCompiler.Declare(
        "Typed",
        Enumerable.Range(0, Files).Select(file => ($"Networks{file}.cs", Networks(file))).Append((OtherFile, Other)));

    private static string Other =>
        """
        public static class Other
        {
            public static int Sum(int[] numbers)
            {
                int sum = 0;
                foreach (int number in numbers)
                {
                    sum += number;
                }

                return sum;
            }
        }
        """;

    private static string Networks(int file) =>
        $$"""
        using CnnGen;

        namespace Typed.Networks{{file}};

        [Network(1, 28, 28)]
        [Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
        [Conv2D({{16 + file}}, 5), ReLU, MaxPool2D(2)]
        [Flatten, FullyConnected(120), ReLU, FullyConnected(84), ReLU, FullyConnected(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class LeNet
        {
            public int Read(float[] image)
            {
                return Predict(image).Label;
            }
        }

        [Network(784)]
        [FullyConnected({{120 + file}}), ReLU, FullyConnected(64), ReLU, FullyConnected(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class Mlp;

        [Network(3, 32, 32)]
        [Conv2D(32, 3, Padding = 1), ReLU, Conv2D({{32 + file}}, 3, Padding = 1), ReLU, MaxPool2D(2)]
        [Conv2D(64, 3, Padding = 1), ReLU, Conv2D(64, 3, Padding = 1), ReLU, MaxPool2D(2)]
        [Flatten, FullyConnected(128), ReLU, FullyConnected(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class Vgg;

        [Network(1, 1, 140)]
        [Conv2D(16, 1, 5), ReLU, MaxPool2D(1, 2), Conv2D({{32 + file}}, 1, 5), ReLU, MaxPool2D(1, 2)]
        [Flatten, FullyConnected(64), ReLU, FullyConnected(5)]
        [SoftmaxCrossEntropy]
        public sealed partial class Sensor;

        [Network(3, 37, 41)]
        [Conv2D({{5 + file}}, 7, 3, Stride = 2), Tanh, AveragePool2D(2), Conv2D(11, 3), Tanh]
        [Flatten, FullyConnected(7), Sigmoid, FullyConnected(3)]
        [SoftmaxCrossEntropy]
        public sealed partial class Awkward;

        public static class Report{{file}}
        {
            public static string Describe(int number)
            {
                return LeNet.Description + number;
            }
        }
        """;
}

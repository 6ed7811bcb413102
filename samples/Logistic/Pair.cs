using CnnGen;

namespace Logistic;

/// <summary>Two digits that are to be told apart.</summary>
/// <param name="Negative">The digit that becomes class 0.</param>
/// <param name="Positive">The digit that becomes class 1.</param>
/// <param name="Train">Their training images.</param>
/// <param name="Test">Their test images.</param>
internal sealed record Pair(int Negative, int Positive, Dataset Train, Dataset Test)
{
    public static Pair Of(int negative, int positive, Dataset train, Dataset test) =>
        new(negative, positive, train.SelectClasses(negative, positive), test.SelectClasses(negative, positive));

    public override string ToString() => $"{Negative} or {Positive}";
}

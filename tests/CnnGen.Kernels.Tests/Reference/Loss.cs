namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// The end of a network, written down as it is defined. A target is the label alone, or the numbers that the outputs should
/// have been.
/// </summary>
internal abstract record Loss
{
    /// <summary>The loss's attribute in a C# declaration.</summary>
    public virtual string Declaration => GetType().Name;

    /// <summary>The classes that so many outputs tell apart; 0 where they are numbers.</summary>
    public abstract int Classes(int outputs);

    /// <summary>What a prediction holds.</summary>
    public abstract double[] Scores(double[] outputs);

    /// <summary>The class that scores speak for; −1 where there is none.</summary>
    public abstract int Class(double[] scores);

    public abstract double Value(double[] outputs, double[] target);

    /// <summary>The gradient of the outputs.</summary>
    public abstract double[] Gradient(double[] outputs, double[] target);
}

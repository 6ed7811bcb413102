namespace CnnGen.Networks;

/// <summary>What the scores of a network mean. Its loss decides.</summary>
public enum PredictionKind
{
    /// <summary>One probability for each class, which add up to 1; samples have labels.</summary>
    Classes = 0,

    /// <summary>The probability of class 1 of two; samples have labels.</summary>
    TwoClasses = 1,

    /// <summary>Numbers that belong to no class; samples have targets.</summary>
    Numbers = 2,
}

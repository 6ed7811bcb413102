namespace CnnGen.Generator.Plan;

/// <summary>What the scores of a loss mean; the runtime has the same names.</summary>
internal enum PredictionKind
{
    /// <summary>One probability for each class.</summary>
    Classes,

    /// <summary>The probability of class 1 of two.</summary>
    TwoClasses,

    /// <summary>Numbers that belong to no class.</summary>
    Numbers,
}

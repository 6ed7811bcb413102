namespace CnnGen;

/// <summary>Factors for the learning rate and the weight decay of a part of a network, as <see cref="Optimizer.Groups"/> takes them.</summary>
/// <remarks>
/// A part is named as its parameters are: a layer (<c>conv1</c>), a block (<c>digitFeatures</c>) with all of its layers, a layer of a block
/// (<c>digitFeatures.conv1</c>) or a single parameter (<c>conv1.bias</c>). Of several names that match a parameter the longest counts.
/// </remarks>
public sealed class ParameterGroup
{
    private readonly float _learningRateScale = 1f;
    private readonly float _weightDecayScale = 1f;

    /// <summary>A part of the network, with factors of 1 until others are set.</summary>
    /// <param name="name">The name of a layer, a block or a parameter.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public ParameterGroup(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The name of a layer, a block or a parameter.</summary>
    public string Name { get; }

    /// <summary>What the learning rate is multiplied by; finite and at least 0; 1 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or below 0.</exception>
    public float LearningRateScale { get => _learningRateScale; init => _learningRateScale = Optimizer.NotNegative(value, nameof(LearningRateScale)); }

    /// <summary>What the weight decay is multiplied by; finite and at least 0; 1 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or below 0.</exception>
    public float WeightDecayScale { get => _weightDecayScale; init => _weightDecayScale = Optimizer.NotNegative(value, nameof(WeightDecayScale)); }

    /// <summary>Name and factors: <c>conv1: learning rate × 0.1, weight decay × 1</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Name}: learning rate × {LearningRateScale}, weight decay × {WeightDecayScale}");

    /// <summary>Whether a parameter belongs to it.</summary>
    internal bool Includes(string parameter) =>
        parameter.StartsWith(Name, StringComparison.Ordinal) && (parameter.Length == Name.Length || parameter[Name.Length] == '.');
}

using System.ComponentModel;
using CnnGen.Networks;
using CnnGen.Training;
using CnnGen.Training.Optimizers;

namespace CnnGen;

/// <summary>
/// The rule by which weights follow the gradient: <see cref="Sgd"/>, <see cref="Adam"/>, <see cref="AdamW"/>, <see cref="RmsProp"/>,
/// <see cref="Lion"/> or <see cref="Muon"/>.
/// </summary>
/// <remarks>
/// An optimiser names what it keeps for each parameter, and its settings: a checkpoint saves and compares them, and figures of memory
/// count them, without knowing the rule.
/// </remarks>
public abstract class Optimizer
{
    private readonly float _weightDecay;
    private readonly float? _globalClipNorm;
    private readonly float? _clipValue;
    private readonly IReadOnlyList<ParameterGroup> _groups = [];
    private float _learningRate;

    private protected Optimizer(float learningRate, float weightDecay = 0f)
    {
        _learningRate = Positive(learningRate, nameof(learningRate));
        _weightDecay = weightDecay;
    }

    /// <summary>The length of a step; finite and above 0. It may change between steps, as a schedule demands.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public float LearningRate { get => _learningRate; set => _learningRate = Positive(value, nameof(LearningRate)); }

    /// <summary>
    /// The pull of each weight towards zero; finite and at least 0; 0 unless set, and 0.01 for <see cref="AdamW"/>. <see cref="Sgd"/>,
    /// <see cref="Adam"/> and <see cref="RmsProp"/> add decay × weight to the gradient; <see cref="AdamW"/>, <see cref="Lion"/> and
    /// <see cref="Muon"/> multiply the weight by 1 − learning rate × decay (Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or below 0.</exception>
    public float WeightDecay { get => _weightDecay; init => _weightDecay = NotNegative(value, nameof(WeightDecay)); }

    /// <summary>Whether the decay applies to biases, and to factors and summands of normalisations, too; <see langword="true"/> unless set, as in PyTorch.</summary>
    public bool DecaysBiasesAndNorms { get; init; } = true;

    /// <summary>Parts of the network with a learning rate or a decay of their own; none unless set.</summary>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public IReadOnlyList<ParameterGroup> Groups
    {
        get => _groups;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            ParameterGroup[] groups = [.. value];
            HashSet<string> names = new(StringComparer.Ordinal);
            foreach (ParameterGroup group in groups)
            {
                ArgumentNullException.ThrowIfNull(group, nameof(Groups));
                if (!names.Add(group.Name))
                {
                    throw new ArgumentException($"Expected each group to have a name of its own, but found {group.Name} twice.", nameof(Groups));
                }
            }

            _groups = groups;
        }
    }

    /// <summary>
    /// The largest norm of a step's gradient, taken over all parameters that learn together; finite and above 0; <see langword="null"/>, unless set,
    /// for any. A gradient with a larger one is multiplied by <c>GlobalClipNorm / (norm + 1e-6)</c>, as <c>clip_grad_norm_</c> of PyTorch does.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public float? GlobalClipNorm
    {
        get => _globalClipNorm;
        init => _globalClipNorm = value is { } norm ? Positive(norm, nameof(GlobalClipNorm)) : null;
    }

    /// <summary>
    /// The largest magnitude of each number of a step's gradient; finite and above 0; <see langword="null"/>, unless set, for any. Numbers beyond it
    /// become ±<c>ClipValue</c>, as by <c>clip_grad_value_</c> of PyTorch, before <see cref="GlobalClipNorm"/> is applied.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public float? ClipValue
    {
        get => _clipValue;
        init => _clipValue = value is { } magnitude ? Positive(magnitude, nameof(ClipValue)) : null;
    }

    /// <summary>
    /// The names of the numbers that it keeps from step to step for each parameter that learns: <c>velocity</c>. A checkpoint saves them
    /// under the parameter's name: <c>conv1.weight.velocity</c>.
    /// </summary>
    public abstract IReadOnlyList<string> StateNames { get; }

    /// <summary>The name under which a checkpoint remembers the rule; it never changes.</summary>
    internal abstract string RuleName { get; }

    /// <summary>The momentum that a schedule may move: of Adam and its kin the first beta; <see langword="null"/> where there is none.</summary>
    internal abstract float? OwnMomentum { get; }

    /// <summary>What decides its steps beside the learning rate. A run that goes on from a checkpoint must have the same.</summary>
    internal IReadOnlyList<OptimizerSetting> Settings =>
    [
        .. RuleSettings,
        new("weight decay", WeightDecay),
        new("decays biases and norms", DecaysBiasesAndNorms, "true"),
        new("global clip norm", Text(GlobalClipNorm), None),
        new("clip value", Text(ClipValue), None),
        new("groups", Groups.Count == 0 ? None : string.Join("; ", Groups.OrderBy(group => group.Name, StringComparer.Ordinal)), None),
    ];

    /// <summary>Those settings that this rule alone has.</summary>
    private protected abstract IReadOnlyList<OptimizerSetting> RuleSettings { get; }

    private static string None => "none";

    /// <summary>
    /// The bytes that a trainer holds for it beside a network and its gradient: what <see cref="StateNames"/> name, what a step takes to
    /// compute, and the sums for <see cref="GlobalClipNorm"/>; each with the room for its alignment.
    /// </summary>
    /// <param name="layout">The sizes of the network.</param>
    /// <exception cref="ArgumentException">A group names no part of the network that learns.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public long StateBytes(NetworkLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return BytesOfState(LearnedParameters.Of(layout, this)) + GradientClipping.BytesFor(this, layout.LearnedLength);
    }

    /// <summary>Checks what its settings and the network decide together.</summary>
    /// <exception cref="ArgumentException">A group names no part of the network that learns, or two settings exclude each other.</exception>
    internal virtual void ThrowIfUnfitFor(NetworkLayout layout) => LearnedParameters.Of(layout, this);

    /// <summary>Allocates what it keeps for parameters that learn.</summary>
    internal abstract OptimizerState CreateState(LearnedParameters parameters, LaneWidth width);

    /// <summary>The bytes of that.</summary>
    internal virtual long BytesOfState(LearnedParameters parameters) => ElementwiseState.BytesFor(StateNames.Count, parameters.Length);

    internal static float Positive(float value, string argument)
    {
        ThrowUnless(float.IsFinite(value) && value > 0f, value, "finite and above 0", argument);
        return value;
    }

    internal static float NotNegative(float value, string argument)
    {
        ThrowUnless(float.IsFinite(value) && value >= 0f, value, "finite and at least 0", argument);
        return value;
    }

    /// <summary>A part that is kept from step to step.</summary>
    private protected static float Kept(float value, string argument)
    {
        ThrowUnless(value is >= 0f and < 1f, value, "at least 0 and below 1", argument);
        return value;
    }

    /// <summary>What keeps a divisor from zero. Below 1e-15 it would no longer exceed roots of numbers that are cut off at 2^−100.</summary>
    private protected static float Addend(float value, string argument)
    {
        ThrowUnless(float.IsFinite(value) && value >= 1e-15f, value, "finite and at least 1e-15", argument);
        return value;
    }

    private static string Text(float? value) => value is { } number ? new OptimizerSetting(None, number).Value : None;

    private static void ThrowUnless(bool valid, float value, string expected, string argument)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(
                argument, FormattableString.Invariant($"Expected a value that is {expected}, but found {value}."));
        }
    }
}

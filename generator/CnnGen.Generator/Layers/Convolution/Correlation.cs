using CnnGen.Generator.Functions;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A sum over inputs and kernel taps for each output: target(o, y, x) = start(o) + Σ source(i, …) · weight(o, i, tap).
/// It is the forward pass of a convolution, and its gradient with respect to the input.
/// </summary>
internal sealed record Correlation
{
    /// <summary>The method's name: <c>Conv1Forward</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Shapes and formula, the first line above the method.</summary>
    public required string Title { get; init; }

    /// <summary>What an output is: filter, channel, output or input.</summary>
    public required string OutputName { get; init; }

    public required string InputName { get; init; }

    public required int Outputs { get; init; }

    public required int Inputs { get; init; }

    /// <summary>Weights from one output to the next.</summary>
    public required int OutputStride { get; init; }

    /// <summary>Weights from one input to the next.</summary>
    public required int InputStride { get; init; }

    /// <summary>Weights from one kernel row to the next.</summary>
    public required int KernelWidth { get; init; }

    public required Axis Rows { get; init; }

    public required Axis Columns { get; init; }

    /// <summary>Columns on which tiles are compared.</summary>
    public required Axis BriefColumns { get; init; }

    /// <summary>Vectors from one input to the next.</summary>
    public required int SourcePlane { get; init; }

    /// <summary>Vectors from one output to the next.</summary>
    public required int TargetPlane { get; init; }

    /// <summary>Vectors from one sub-block of the source to the next.</summary>
    public required int SourceSize { get; init; }

    /// <summary>Vectors from one sub-block of the target to the next.</summary>
    public required int TargetSize { get; init; }

    /// <summary>Whether sums start at a bias, else at zero.</summary>
    public bool HasBias { get; init; }

    /// <summary>Applied to each sum before it is stored.</summary>
    public Activation Activation { get; init; }

    /// <summary>The activation behind the target's values, whose derivative the sum is multiplied by.</summary>
    public Activation Derivative { get; init; }

    /// <summary>What is summed for each contact of a column: inputs times the kernel rows that meet them on average.</summary>
    public int TermsPerColumn => Inputs * Math.Max(1, (int)Math.Round((double)Rows.ContactCount / Rows.Targets));
}

using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Shapes;

/// <summary>A layer that slides a window over an image, or over a signal, which is an image one row high.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Rank">Image or signal.</param>
/// <param name="Vertical">How the window slides over the rows.</param>
/// <param name="Horizontal">How it slides over the columns.</param>
internal abstract record WindowLayer(string Text, Rank Rank, Window Vertical, Window Horizontal) : Layer(Text)
{
    /// <summary>What a signal's window does along the one row that there is.</summary>
    protected static readonly Window OneRow = new(1, 1, 0);

    /// <summary>The attribute's name, without the number of dimensions at its end.</summary>
    protected abstract string Kind { get; }

    /// <summary>What the window is called, kernel or pool, where it can be of another size; <see langword="null"/> where it is given.</summary>
    protected abstract string? WindowName { get; }

    protected abstract DiagnosticId TooLarge { get; }

    /// <summary>Whether the input can be padded so that the window fits.</summary>
    protected abstract bool HasPadding { get; }

    protected abstract int OutputChannels(Shape input);

    /// <summary>Reports channels with which the layer can do nothing, though its windows might fit.</summary>
    protected virtual void CheckChannels(Shape input, DiagnosticBag findings)
    {
    }

    /// <summary>What would make an output that is too large one that can be held.</summary>
    /// <param name="plane">The values of one channel of it.</param>
    protected virtual string WayToFewerValues(decimal plane) => "Use a larger stride, or pooling before it.";

    /// <summary>Whether one number says the size of the window.</summary>
    public bool IsSquare => Rank == Rank.Signal || Vertical.Kernel == Horizontal.Kernel;

    /// <summary>The window's smaller size.</summary>
    public int SmallerKernel => Rank == Rank.Signal ? Horizontal.Kernel : Math.Min(Vertical.Kernel, Horizontal.Kernel);

    /// <summary>What an attribute is for, whose name ends with the number of dimensions: <c>Conv1D</c>.</summary>
    protected static Rank RankOf(LayerDeclaration declaration) =>
        declaration.Kind.EndsWith("1D", StringComparison.Ordinal) ? Rank.Signal : Rank.Image;

    public sealed override Shape? InferShape(Shape input, DiagnosticBag findings)
    {
        if (!Windows.Need(Rank, input, Text, Kind, findings))
        {
            return null;
        }

        CheckChannels(input, findings);
        long height = Vertical.Output(input.Height);
        long width = Horizontal.Output(input.Width);
        if (height < 1 || width < 1)
        {
            (string wayOut, IReadOnlyList<(string Name, int Value)> cure) =
                Windows.Suggestion(WindowName, Vertical, Horizontal, input, HasPadding);
            findings.Report(
                TooLarge,
                cure,
                Text,
                Rank == Rank.Signal
                    ? Literal.Of(Horizontal.SmallestInput)
                    : $"{Literal.Of(Vertical.SmallestInput)}×{Literal.Of(Horizontal.SmallestInput)}",
                input.ToString(),
                findings.Chain,
                wayOut);
            return null;
        }

        int channels = OutputChannels(input);
        long[] dimensions = Rank == Rank.Signal ? [channels, width] : [channels, height, width];
        return findings.RequireFits($"The output of {Text}", WayToFewerValues((decimal)height * width), dimensions)
            && HoldsPadding(input, findings)
            ? new Shape(Rank, channels, (int)height, (int)width)
            : null;
    }

    // A single sample is read with its padding around it.
    private bool HoldsPadding(Shape input, DiagnosticBag findings)
    {
        long width = input.Width + (2L * Horizontal.Padding);
        long height = input.Height + (2L * Vertical.Padding);
        return Horizontal.Padding == 0 || findings.RequireFits(
            $"The input of {Text} with its padding",
            "Use a smaller padding, or pooling before it.",
            Rank == Rank.Signal ? [input.Channels, width] : [input.Channels, height, width]);
    }

    /// <summary>The size of the window, as messages write it: one number for a signal, and where height and width agree.</summary>
    protected string Size => Rank == Rank.Signal ? Literal.Of(Horizontal.Kernel) : Windows.Describe(Vertical.Kernel, Horizontal.Kernel);

    /// <summary>Reports a window without a size, by the names that the attribute gives the sizes.</summary>
    protected void CheckWindow(DiagnosticBag findings, string size, string height, string width)
    {
        if (IsSquare)
        {
            findings.RequirePositive(size, Horizontal.Kernel);
            return;
        }

        findings.RequirePositive(height, Vertical.Kernel);
        findings.RequirePositive(width, Horizontal.Kernel);
    }
}

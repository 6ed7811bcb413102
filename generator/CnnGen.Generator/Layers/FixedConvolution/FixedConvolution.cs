using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A filter with a fixed kernel, on each channel by itself:
/// out(c, y, x) = Σ in(c, y·s + i·d − p, x·s + j·d − p) · kernel(i, j).
/// </summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Rank">Image or signal.</param>
/// <param name="Vertical">How the kernel slides over the rows.</param>
/// <param name="Horizontal">How it slides over the columns.</param>
/// <param name="Coefficients">The kernel, row by row.</param>
[LayerAttribute("Filter1D")]
[LayerAttribute("Filter2D")]
internal sealed record FixedConvolution(string Text, Rank Rank, Window Vertical, Window Horizontal, EquatableArray<float> Coefficients)
    : WeightedWindowLayer(Text, Rank, Vertical, Horizontal), ILowerable
{
    /// <summary>The number that is to name a kernel, where none has it.</summary>
    public int? UnknownName { get; init; }

    public override string NamePrefix => "filter";

    public override string? ChainLabel => $"filter {Size}";

    public override string CanonicalText
    {
        get
        {
            IEnumerable<string> sizes = Rank == Rank.Signal ? [] : [Literal.Of(Vertical.Kernel), Literal.Of(Horizontal.Kernel)];
            return $"{Kind}{(Rank == Rank.Signal ? "1D" : "2D")}({string.Join(", ", sizes.Concat(Coefficients.Select(Literal.Number)))}, "
                + $"Stride = {Literal.Of(Horizontal.Stride)}, Padding = {Literal.Of(Horizontal.Padding)}, Dilation = {Literal.Of(Horizontal.Dilation)})";
        }
    }

    /// <summary>As the comments of kernels write its size: <c>[3][3]</c>.</summary>
    public string KernelBrackets => $"{(Rank == Rank.Signal ? string.Empty : $"[{Literal.Of(Vertical.Kernel)}]")}[{Literal.Of(Horizontal.Kernel)}]";

    /// <summary>The taps that are not zero, row by row.</summary>
    public FilterTap[] Taps =>
    [
        .. Coefficients
            .Select((coefficient, i) => new FilterTap(i / Horizontal.Kernel, i % Horizontal.Kernel, coefficient))
            .Where(tap => tap.Coefficient != 0),
    ];

    protected override string Kind => "Filter";

    // The coefficients say how large the kernel is.
    protected override string? WindowName => null;

    public static FixedConvolution Read(LayerDeclaration declaration)
    {
        Rank rank = RankOf(declaration);
        if (declaration.Has("kernel"))
        {
            int number = declaration.Integer("kernel", 0);
            NamedKernel? known = NamedKernel.All.ElementAtOrDefault(number);
            Window window = ReadWindow(declaration, NamedKernel.Size);
            return new FixedConvolution(declaration.Text, rank, window, window, (known?.Coefficients ?? []).ToEquatableArray())
            {
                UnknownName = known is null ? number : null,
            };
        }

        // Zero has one sign, so that the same kernel has one signature.
        float[] coefficients = [.. declaration.Numbers("coefficients").Select(value => (float)value).Select(value => value == 0 ? 0 : value)];
        return rank == Rank.Signal
            ? new FixedConvolution(declaration.Text, rank, OneRow, ReadWindow(declaration, coefficients.Length), coefficients.ToEquatableArray())
            : new FixedConvolution(
                declaration.Text,
                rank,
                ReadWindow(declaration, declaration.Integer("kernelHeight", 0)),
                ReadWindow(declaration, declaration.Integer("kernelWidth", 0)),
                coefficients.ToEquatableArray());
    }

    public override void CheckSizes(DiagnosticBag findings)
    {
        CheckSliding(findings);
        if (UnknownName is { } number)
        {
            findings.Report(
                DiagnosticId.UnknownKernel, Text, Literal.Of(number), string.Join(", ", NamedKernel.All.Select(kernel => kernel.Name)));
            return;
        }

        if (Rank == Rank.Image)
        {
            findings.RequirePositive("kernelHeight", Vertical.Kernel);
            findings.RequirePositive("kernelWidth", Horizontal.Kernel);
        }

        CheckCount(findings);
        CheckCoefficients(findings);
    }

    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        if (node.Output == node.Input && Taps.Length == 1 && Taps[0] is { Coefficient: 1 } tap
            && Vertical.Source(0, tap.Row) == 0 && Horizontal.Source(0, tap.Column) == 0)
        {
            findings.Report(DiagnosticId.NoEffect, Text, "each output is the input in its place");
        }

        base.Advise(network, node, findings);
    }

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new FixedConvolutionOperation(this, name, inputs[0], output);

    /// <summary>What is zero is not counted.</summary>
    public override long MultiplyAdds(Shape input, Shape output) => Taps.Length * output.Size;

    protected override int OutputChannels(Shape input) => input.Channels;

    private void CheckCount(DiagnosticBag findings)
    {
        long taps = (long)Vertical.Kernel * Horizontal.Kernel;
        if (Rank == Rank.Signal && Coefficients.Count == 0)
        {
            findings.Report(DiagnosticId.CoefficientCount, Text, "no coefficients", "a kernel takes at least 1", "Add some, or remove the filter.");
        }
        else if (Vertical.Kernel > 0 && Horizontal.Kernel > 0 && taps != Coefficients.Count)
        {
            long missing = taps - Coefficients.Count;
            findings.Report(
                DiagnosticId.CoefficientCount,
                Text,
                Plural.Count(Coefficients.Count, "coefficient"),
                $"a kernel of {Literal.Of(Vertical.Kernel)}×{Literal.Of(Horizontal.Kernel)} takes {Literal.Grouped(taps)}, row by row",
                $"{(missing > 0 ? "Add" : "Remove")} {Literal.Grouped(Math.Abs(missing))}, or change the size.");
        }
    }

    private void CheckCoefficients(DiagnosticBag findings)
    {
        int[] notFinite = [.. Enumerable.Range(0, Coefficients.Count).Where(i => float.IsNaN(Coefficients[i]) || float.IsInfinity(Coefficients[i]))];
        if (notFinite.Length > 0)
        {
            findings.Report(
                DiagnosticId.CoefficientNotFinite,
                Text,
                Literal.Of(notFinite[0] + 1),
                float.IsNaN(Coefficients[notFinite[0]]) ? "not a number" : "infinite as a 32-bit float",
                notFinite.Length switch
                {
                    1 => string.Empty,
                    2 => ", and 1 more of them is not finite",
                    _ => $", and {Literal.Of(notFinite.Length - 1)} more of them are not finite",
                });
        }
        else if (Coefficients.Count > 0 && Coefficients.All(coefficient => coefficient == 0))
        {
            findings.Report(DiagnosticId.NoCoefficient, Text);
        }
    }
}

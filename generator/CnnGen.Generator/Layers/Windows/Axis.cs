using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>One tap of a kernel as it meets one source.</summary>
internal readonly record struct Contact(int Tap, int Source);

/// <summary>The contacts of one target: taps, and the sources under them, that are as far apart as the axis says.</summary>
/// <param name="First">The first tap.</param>
/// <param name="Count">The taps; 0 where no source reaches the target.</param>
/// <param name="Source">The source under the first tap; 0 where there is none.</param>
internal readonly record struct Taps(int First, int Count, int Source);

/// <summary>
/// One dimension of a correlation: which sources reach which target through which tap. Taps that fall on padding are
/// absent, so that borders are exact and cost nothing. Contacts are computed where they are asked for, so that an axis is as
/// small for a long dimension as for a short one.
/// </summary>
/// <param name="Window">How the window slides.</param>
/// <param name="Targets">What sums are made for.</param>
/// <param name="Sources">What they are made of.</param>
/// <param name="IsForward">Whether targets are outputs of the window and sources its inputs, or the other way round.</param>
internal sealed record Axis(Window Window, int Targets, int Sources, bool IsForward)
{
    /// <summary>
    /// Targets at the borders, or of a period, for which code is written out. More of them, which a large kernel or a large
    /// stride has, would be code by the megabyte: their contacts are computed where they are needed.
    /// </summary>
    private const int MostWrittenOut = 24;

    /// <summary>Targets are outputs of the window, sources its inputs: target · stride + tap · dilation − padding.</summary>
    public static Axis Forward(Window window, int input) => new(window, (int)window.Output(input), input, IsForward: true);

    /// <summary>Targets are inputs of the window, sources its outputs: those whose window holds the target.</summary>
    public static Axis InputGradient(Window window, int input) => new(window, input, (int)window.Output(input), IsForward: false);

    /// <summary>Targets are the taps of the window, sources its inputs: at which of its positions, in place of taps, a tap meets an input.</summary>
    public static Axis Positions(Window window, int input, int output) =>
        new(window with { Kernel = output, Stride = window.Dilation, Dilation = window.Stride }, window.Kernel, input, IsForward: true);

    /// <summary>
    /// A length with the same borders and, for common widths of a tile, the same remainder: tiles are compared on some
    /// hundred columns, however long the dimension is.
    /// </summary>
    public static int BriefLength(Window window, int input)
    {
        const long multipleOfCommonWidths = 120;
        long period = multipleOfCommonWidths * window.Stride;
        long beyond = input - window.Extent - period;
        return beyond <= 0 ? input : input - (int)(beyond / period * period);
    }

    /// <summary>All contacts: the work along this dimension.</summary>
    public long ContactCount => Window.Contacts(IsForward ? Sources : Targets);

    /// <summary>Taps from one contact of a target to the next.</summary>
    public int TapStep => IsForward ? 1 : Window.Stride / Divisor;

    /// <summary>Sources from one contact of a target to the next.</summary>
    public int TapSourceStep => IsForward ? Window.Dilation : -Window.Dilation / Divisor;

    /// <summary>Targets after which, between the borders, the same taps come again.</summary>
    public int Period => IsForward ? 1 : Window.Stride;

    /// <summary>The targets between the borders: all taps that can reach them do.</summary>
    public (int First, int End) Interior
    {
        get
        {
            long reach = Window.Extent - 1;
            (long first, long last) = IsForward
                ? (Quotient(Window.Padding + Window.Stride - 1L, Window.Stride), Quotient(Sources - 1 + Window.Padding - reach, Window.Stride))
                : (reach - Window.Padding, ((Sources - 1L) * Window.Stride) - Window.Padding);
            int start = (int)Math.Min(Math.Max(first, 0), Targets);
            return (start, (int)Math.Max(Math.Min(last + 1, Targets), start));
        }
    }

    /// <summary>The targets outside of it.</summary>
    public int Border => Targets - (Interior.End - Interior.First);

    /// <summary>The targets for which code is written out: all, those between the borders, or none.</summary>
    public (int First, int End) WrittenOut =>
        Period > MostWrittenOut ? default : Border > MostWrittenOut ? Interior : (0, Targets);

    private int Divisor => IsForward ? 1 : GreatestDivisor(Window.Stride, Window.Dilation);

    /// <summary>The contacts of a target, in the order of the taps.</summary>
    public Taps At(int target)
    {
        // The source under tap 0, or what would be it if strides were 1.
        long origin = IsForward ? ((long)target * Window.Stride) - Window.Padding : target + (long)Window.Padding;
        long first;
        long end;
        if (IsForward)
        {
            first = Math.Max(0, Quotient(Window.Dilation - 1 - origin, Window.Dilation));
            end = Math.Min(Window.Kernel, Quotient(Sources - 1 - origin, Window.Dilation) + 1);
        }
        else
        {
            first = Math.Max(0, Quotient(origin - ((Sources - 1L) * Window.Stride) + Window.Dilation - 1, Window.Dilation));
            end = Math.Min(Window.Kernel, (origin / Window.Dilation) + 1);
            while (first < end && (origin - (first * Window.Dilation)) % Window.Stride != 0)
            {
                first++;
            }
        }

        if (first >= end)
        {
            return default;
        }

        long source = IsForward ? origin + (first * Window.Dilation) : (origin - (first * Window.Dilation)) / Window.Stride;
        return new Taps((int)first, (int)((end - 1 - first) / TapStep) + 1, (int)source);
    }

    /// <summary>The contacts of a target one by one.</summary>
    public IEnumerable<Contact> Contacts(int target)
    {
        Taps taps = At(target);
        return Enumerable.Range(0, taps.Count).Select(i => new Contact(taps.First + (i * TapStep), taps.Source + (i * TapSourceStep)));
    }

    // Rounded down, also below zero.
    private static long Quotient(long number, long divisor) => (number / divisor) - (number % divisor < 0 ? 1 : 0);

    private static int GreatestDivisor(int a, int b) => b == 0 ? a : GreatestDivisor(b, a % b);
}

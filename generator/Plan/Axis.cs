using CnnGen.Generator.Declarations;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>One tap of a kernel as it meets one source.</summary>
internal readonly record struct Contact(int Tap, int Source);

/// <summary>
/// One dimension of a correlation: which sources reach which target through which tap. Taps that fall on padding are
/// absent, so that borders are exact and cost nothing.
/// </summary>
internal sealed record Axis(int Targets, int Sources, EquatableArray<EquatableArray<Contact>> Contacts)
{
    /// <summary>Targets are outputs of the window, sources its inputs: target · stride + tap · dilation − padding.</summary>
    public static Axis Forward(Window window, int input)
    {
        int output = (int)window.Output(input);
        return Of(output, input, target => Taps(window).Select(tap => (tap, window.Source(target, tap))));
    }

    /// <summary>Targets are inputs of the window, sources its outputs: those whose window holds the target.</summary>
    public static Axis InputGradient(Window window, int input)
    {
        int output = (int)window.Output(input);
        return Of(input, output, target => Taps(window)
            .Where(tap => (target - window.Source(0, tap)) % window.Stride == 0)
            .Select(tap => (tap, (target - window.Source(0, tap)) / window.Stride)));
    }

    /// <summary>
    /// A length with the same borders and, for common widths of a tile, the same remainder: tiles are compared on some
    /// hundred columns, however long the dimension is.
    /// </summary>
    public static int BriefLength(Window window, int input)
    {
        const int multipleOfCommonWidths = 120;
        int period = multipleOfCommonWidths * window.Stride;
        long beyond = input - window.Extent - period;
        return beyond <= 0 ? input : input - (int)(beyond / period * period);
    }

    /// <summary>All contacts: the work along this dimension.</summary>
    public int ContactCount => Contacts.Sum(contacts => contacts.Count);

    private static Axis Of(int targets, int sources, Func<int, IEnumerable<(int Tap, long Source)>> contacts) => new(
        targets,
        sources,
        Enumerable.Range(0, targets)
            .Select(target => contacts(target)
                .Where(contact => contact.Source >= 0 && contact.Source < sources)
                .Select(contact => new Contact(contact.Tap, (int)contact.Source))
                .ToEquatableArray())
            .ToEquatableArray());

    private static IEnumerable<int> Taps(Window window) => Enumerable.Range(0, window.Kernel);
}

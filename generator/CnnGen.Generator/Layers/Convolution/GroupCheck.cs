using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Whether groups share out channels evenly, and filters where there are any, and which would.</summary>
internal sealed class GroupCheck(string layer, int groups, int channels, int? filters = null)
{
    /// <summary>The divisors that a message names, those nearest to the number of groups that was asked for.</summary>
    private const int MostNamed = 6;

    public void Run(DiagnosticBag findings)
    {
        List<string> misfits = [];
        if (channels % groups != 0)
        {
            misfits.Add(Misfit(channels, "channel") + findings.Chain);
        }

        if (filters is { } many && many % groups != 0)
        {
            misfits.Add(Misfit(many, "filter"));
        }

        if (misfits.Count == 0)
        {
            return;
        }

        int[] divisors = [.. Divisors(GreatestCommonDivisor(channels, filters ?? 0)).OrderBy(divisor => Math.Abs((long)divisor - groups))];
        string named = Either([.. divisors.Take(MostNamed).OrderBy(divisor => divisor)]);
        string wayOut = filters is null ? $"Use {named} {(named == "1" ? "group" : "groups")}" : $"Use Groups = {named}";
        List<(string Name, int Value)> cure = filters is null ? [] : [(FixHint.Groups, divisors[0])];
        if (channels % groups == 0 && filters is { } wanted)
        {
            int fewer = wanted / groups * groups;
            int[] multiples = [.. new[] { fewer, fewer + groups }.Where(multiple => multiple > 0)];
            wayOut += $", or {Either(multiples)} filters";
            cure.Add((FixHint.Filters, multiples.OrderBy(multiple => Math.Abs(multiple - wanted)).First()));
        }

        findings.Report(DiagnosticId.GroupsDoNotDivide, cure, layer, Literal.Of(groups), string.Join(" and ", misfits), wayOut + ".");
    }

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, (int)Math.Sqrt(number))
        .Where(divisor => number % divisor == 0)
        .SelectMany(divisor => new[] { divisor, number / divisor })
        .Distinct();

    private static int GreatestCommonDivisor(int first, int second) => second == 0 ? first : GreatestCommonDivisor(second, first % second);

    private string Misfit(int number, string noun) => number < groups
        ? $"{Plural.Count(number, noun)} {(number == 1 ? "is" : "are")} fewer"
        : $"{Plural.Count(number, noun)} = {Literal.Of(groups)} · {Literal.Of(number / groups)} + {Literal.Of(number % groups)}";

    private static string Either(int[] numbers) => numbers.Length == 1
        ? Literal.Of(numbers[0])
        : $"{string.Join(", ", numbers.Take(numbers.Length - 1).Select(Literal.Of))} or {Literal.Of(numbers[numbers.Length - 1])}";
}

using System.Globalization;
using CnnGen.Kernels.Tests.Layers;
using Xunit.Abstractions;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>
/// Networks drawn at random, checked in all that must hold for any. The test command takes a slice.
/// <c>CNNGEN_NETWORKS=1-20000</c> takes a range of seeds. With <c>CNNGEN_NETWORKS_LOG=FILE</c> it notes each seed that is done, and in
/// <c>FILE.coverage</c> what was met; it goes on after the last seed, and counts on.
/// </summary>
[Trait("Speed", "Slow")]
public class RandomNetworkTests(ITestOutputHelper output)
{
    private const int SliceEnd = 150;

    // How often each strategy, tile and kind of batch is to come up in a long run.
    private const int Wanted = 100;
    private const int MostFaults = 20;

    // What hangs on last bits says little: were it more than a few, networks would have to be drawn otherwise.
    private const double MostDelicate = 0.1;

    [Fact]
    public void Random_networks_compute_what_the_reference_computes()
    {
        string[] range = (Environment.GetEnvironmentVariable("CNNGEN_NETWORKS") ?? FormattableString.Invariant($"1-{SliceEnd}")).Split('-');
        string? log = Environment.GetEnvironmentVariable("CNNGEN_NETWORKS_LOG");
        int first = Parse(range[0]);
        if (log is not null && File.Exists(log))
        {
            first = Math.Max(first, File.ReadLines(log).Select(line => line.Split(' ')[0]).Where(word => int.TryParse(word, out _)).Select(Parse).DefaultIfEmpty().Max() + 1);
        }

        var coverage = new Coverage();
        if (log is not null && File.Exists($"{log}.coverage"))
        {
            coverage.Resume(File.ReadLines($"{log}.coverage"));
        }

        List<string> faults = [];
        int delicate = 0;
        int count = 0;
        for (int start = first; start <= Parse(range[^1]) && faults.Count < MostFaults; start += 1000)
        {
            IEnumerable<DrawnCase> cases = Enumerable.Range(start, Math.Min(1000, Parse(range[^1]) - start + 1)).Select(seed => Draw(seed, coverage));
            foreach (CheckedNetworks.Result result in CheckedNetworks.Check(cases, coverage))
            {
                count++;
                delicate += result.IsDelicate ? 1 : 0;
                string? fault = result.Fault is null ? null : CheckedNetworks.Explain(result);
                if (log is not null)
                {
                    File.AppendAllText(log, FormattableString.Invariant($"{result.Case.Seed}{(result.IsDelicate ? " delicate" : "")}{(fault is null ? "" : $" fault: {fault}")}\n"));
                }

                if (fault is not null)
                {
                    faults.Add(fault);
                    if (faults.Count == MostFaults)
                    {
                        break;
                    }
                }
            }
        }

        output.WriteLine(FormattableString.Invariant($"{count} networks, {delicate} of them delicate."));
        string[] counts = [.. coverage.Lines];
        output.WriteLine(string.Join('\n', counts));
        if (log is not null)
        {
            File.WriteAllLines($"{log}.coverage", counts);
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        Assert.InRange(delicate, 0, 2 + (MostDelicate * count));
    }

    [Fact]
    public void Kinds_that_the_tests_find_by_themselves_are_among_the_networks_of_the_slice()
    {
        HashSet<string> drawn = [.. Enumerable.Range(1, SliceEnd).SelectMany(seed => DrawnCase.Draw(seed).Network.Inside).Select(layer => layer.Declaration.Split('(')[0])];
        Assert.Empty(LayerCases.All.Select(cases => cases.Name).Except(drawn));
    }

    // In a long run three of four networks are some that show what was seldom met, varied.
    private static DrawnCase Draw(int seed, Coverage coverage) =>
        seed > SliceEnd && seed % 4 != 0 && coverage.Rarest(Wanted) is { } rare ? rare.Vary(seed) : DrawnCase.Draw(seed);

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}

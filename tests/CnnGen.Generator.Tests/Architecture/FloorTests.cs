namespace CnnGen.Generator.Tests.Architecture;

/// <summary>
/// Folders stand on floors, as <c>docs/architecture.md</c> draws them: a folder uses those on the floors below it, and none beside
/// it or above. So no stage names a kind of layer, since layers stand above all stages.
/// </summary>
public class FloorTests
{
    private const string Layers = "Layers";

    private static readonly Lazy<IReadOnlyCollection<SourceUse>> Generator = new(() => UsesOf("generator", "CnnGen.Generator"));

    [Fact]
    public void No_folder_of_the_generator_uses_one_beside_or_above_it() => AssertFloors("generator/CnnGen.Generator", Generator.Value);

    [Fact]
    public void No_folder_of_the_runtime_uses_one_beside_or_above_it() => AssertFloors("runtime/CnnGen", UsesOf("runtime", "CnnGen"));

    [Fact]
    public void No_kind_of_layer_needs_one_that_needs_it()
    {
        ILookup<string, string> edges = Between(Generator.Value, file => file.StartsWith($"{Layers}/", StringComparison.Ordinal) ? file.Split('/')[1] : string.Empty)
            .Where(use => use.From.Length > 0 && use.To.Length > 0)
            .ToLookup(use => use.From, use => use.To);
        Assert.NotEmpty(edges);
        Assert.DoesNotContain(edges.Select(layer => layer.Key), layer => Reachable(edges, layer).Contains(layer));
    }

    [Fact]
    public void A_stage_that_names_a_kind_of_layer_is_found()
    {
        Dictionary<string, string> files = new()
        {
            ["Layers/Pool.cs"] = "namespace P.Layers; class Pool : P.Shapes.Layer { }",
            ["Shapes/Layer.cs"] = "namespace P.Shapes; class Layer { bool Is(object other) => other is P.Layers.Pool; }",
        };
        Assert.Equal(
            [new SourceUse("Layers", "Shapes", "Layer"), new SourceUse("Shapes", "Layers", "Pool")],
            Between(SourceUses.Of(files), First));
    }

    private static void AssertFloors(string project, IReadOnlyCollection<SourceUse> files)
    {
        Dictionary<string, int> floors = FloorsOf(project);
        SourceUse[] uses = [.. Between(files, First)];
        Assert.Equal(floors.Keys.Order(StringComparer.Ordinal), uses.SelectMany(use => new[] { use.From, use.To }).Where(folder => folder.Length > 0).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(uses, use => use.From.Length > 0 && (use.To.Length == 0 || floors[use.To] >= floors[use.From]));
    }

    private static IReadOnlyCollection<SourceUse> UsesOf(params string[] project) => SourceUses.Of(SourceUses.Read(Repository.PathOf(project)));

    // The uses of one folder by another.
    private static IEnumerable<SourceUse> Between(IEnumerable<SourceUse> files, Func<string, string> folder) => files
        .Select(use => use with { From = folder(use.From), To = folder(use.To) })
        .Where(use => use.From != use.To)
        .Distinct();

    // A file beside the folders puts them together, and stands above all of them.
    private static string First(string file) => file.Contains('/') ? file.Split('/')[0] : string.Empty;

    // The picture is a block of text that begins with the project's path; below it stands the highest floor.
    private static Dictionary<string, int> FloorsOf(string project)
    {
        string[] lines = Repository.Read("docs", "architecture.md").Split('\n');
        return lines
            .SkipWhile(line => line != project)
            .Skip(1)
            .TakeWhile(line => line.Trim().Length > 0 && line != "```")
            .Reverse()
            .SelectMany((line, floor) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(folder => (folder, floor)))
            .ToDictionary(stands => stands.folder, stands => stands.floor);
    }

    private static HashSet<string> Reachable(ILookup<string, string> edges, string from)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(edges[from]);
        while (open.TryPop(out string? folder))
        {
            if (reached.Add(folder))
            {
                foreach (string next in edges[folder])
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }
}

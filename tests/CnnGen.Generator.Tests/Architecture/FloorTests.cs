namespace CnnGen.Generator.Tests.Architecture;

/// <summary>
/// Folders stand on floors, as <c>docs/architecture.md</c> draws them: a folder uses those on the floors below it, and none beside
/// it or above. So no stage names a kind of layer, since layers stand above all stages.
/// </summary>
public class FloorTests
{
    private const string Layers = "Layers";

    [Fact]
    public void No_folder_of_the_generator_uses_one_beside_or_above_it() => AssertFloors("generator", "CnnGen.Generator");

    [Fact]
    public void No_folder_of_the_runtime_uses_one_beside_or_above_it() => AssertFloors("runtime", "CnnGen");

    [Fact]
    public void No_kind_of_layer_needs_one_that_needs_it()
    {
        var folders = new SourceFolders(
            SourceFolders.Read(Repository.PathOf("generator", "CnnGen.Generator")),
            file => file.StartsWith($"{Layers}/", StringComparison.Ordinal) ? file.Split('/')[1] : string.Empty);
        ILookup<string, string> edges = folders.Uses()
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
            [new FolderUse("Layers", "Shapes", "Layer", "Layers/Pool.cs"), new FolderUse("Shapes", "Layers", "Pool", "Shapes/Layer.cs")],
            new SourceFolders(files, First).Uses());
    }

    private static void AssertFloors(params string[] project)
    {
        Dictionary<string, int> floors = FloorsOf(string.Join('/', project));
        IReadOnlyCollection<FolderUse> uses = new SourceFolders(SourceFolders.Read(Repository.PathOf(project)), First).Uses();
        Assert.Equal(floors.Keys.Order(StringComparer.Ordinal), uses.SelectMany(use => new[] { use.From, use.To }).Where(folder => folder.Length > 0).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(uses, use => use.From.Length > 0 && (use.To.Length == 0 || floors[use.To] >= floors[use.From]));
    }

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

namespace CnnGen.Data;

/// <summary>The four files of a dataset of the MNIST family.</summary>
internal sealed record IdxFolder(string TrainImages, string TrainLabels, string TestImages, string TestLabels)
{
    private static readonly string[] s_imageEndings = Endings("idx3");
    private static readonly string[] s_labelEndings = Endings("idx1");

    /// <summary>Finds the files in a folder.</summary>
    /// <exception cref="FileNotFoundException">Files are missing: all of them are named at once.</exception>
    public static IdxFolder Find(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        List<string> missing = [];
        var files = new IdxFolder(
            Find(folder, "train-images", s_imageEndings, missing),
            Find(folder, "train-labels", s_labelEndings, missing),
            Find(folder, "t10k-images", s_imageEndings, missing),
            Find(folder, "t10k-labels", s_labelEndings, missing));
        return missing.Count == 0
            ? files
            : throw new FileNotFoundException($"{folder}: expected files of the MNIST family, but found none named "
                + string.Join(", and none named ", missing) + ".");
    }

    private static string Find(string folder, string start, string[] endings, List<string> missing)
    {
        string? found = endings.Select(ending => Path.Combine(folder, start + ending)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            missing.Add(string.Join(" or ", endings.Select(ending => start + ending)));
        }

        return found ?? string.Empty;
    }

    // Both spellings are in circulation: archives unpack to the second one.
    private static string[] Endings(string kind) =>
        [$"-{kind}-ubyte", $"-{kind}-ubyte.gz", $".{kind}-ubyte", $".{kind}-ubyte.gz"];
}

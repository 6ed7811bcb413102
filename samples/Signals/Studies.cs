using CnnGen.Networks;

namespace Signals;

/// <summary>The sets that this sample has a network for.</summary>
internal static class Studies
{
    private static readonly (string Name, Func<string, string, Study> Read)[] s_archive =
    [
        ("ItalyPowerDemand", (folder, name) => Archived<PowerNetwork>(folder, name, seed => new(seed), shift: 0)),
        ("GunPoint", (folder, name) => Archived<MotionNetwork>(folder, name, seed => new(seed), shift: 2)),
        ("ArrowHead", (folder, name) => Archived<OutlineNetwork>(folder, name, seed => new(seed), shift: 2)),
    ];

    /// <summary>The digits that come with the sample, and those sets of the UCR archive that a folder has.</summary>
    /// <param name="folder">Holds files such as <c>GunPoint_TRAIN.ts</c>, or a folder <c>GunPoint</c> with them.</param>
    /// <exception cref="InvalidDataException">It holds none of them, or other signals than these sets have.</exception>
    public static IReadOnlyList<Study> Read(string? folder)
    {
        List<Study> studies = [];
        if (folder is not null)
        {
            studies.AddRange(InFolder(folder));
        }

        SignalSet digits = SignalSet.Digits(Path.Combine(AppContext.BaseDirectory, "data"));
        return [new Study<ProfileNetwork>("digit profiles", digits, seed => new(seed), Epochs: 10), .. studies];
    }

    private static IEnumerable<Study> InFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"--data needs an existing folder, but there is none at '{folder}'.");
        }

        bool found = false;
        foreach ((string name, Func<string, string, Study> read) in s_archive)
        {
            string[] places = [folder, Path.Combine(folder, name)];
            if (Array.Find(places, place => File.Exists(Path.Combine(place, $"{name}_TRAIN.ts"))) is { } place)
            {
                found = true;
                yield return read(place, name);
            }
        }

        if (!found)
        {
            string expected = string.Join(", ", s_archive.Select(set => $"{set.Name}_TRAIN.ts"));
            throw new InvalidDataException($"{folder}: expected {expected}, or one of them, here or in a folder of its name, but found none.");
        }
    }

    private static Study<T> Archived<T>(string folder, string name, Func<int, T> create, int shift)
        where T : class, INetwork<T> =>
        new(name, SignalSet.Read(folder, name, T.Layout.InputSize, T.Layout.ClassCount), create, Epochs: 100, shift);
}

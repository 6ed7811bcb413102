namespace CnnGen.Generator.Plan;

/// <summary>A stretch of the arena that is in use between two moments.</summary>
internal sealed record LiveRange(string Name, string Comment, int Floats, int From, int To);

/// <summary>
/// Puts stretches whose times do not overlap into the same memory, so that a block stays in a core's cache: the largest
/// first, each at the lowest free place.
/// </summary>
internal sealed class ArenaLayout
{
    private readonly Dictionary<string, long> _offsets = [];

    public ArenaLayout(IReadOnlyList<LiveRange> stretches)
    {
        // By their places, the lowest first.
        List<(LiveRange Stretch, long Offset)> placed = [];
        foreach (LiveRange stretch in stretches.OrderByDescending(stretch => stretch.Floats))
        {
            long offset = 0;
            foreach ((LiveRange other, long place) in placed)
            {
                if (other.From > stretch.To || stretch.From > other.To)
                {
                    continue;
                }

                if (offset + stretch.Floats <= place)
                {
                    break;
                }

                offset = Math.Max(offset, place + other.Floats);
            }

            _offsets.Add(stretch.Name, offset);
            int behind = placed.FindIndex(other => other.Offset > offset);
            placed.Insert(behind < 0 ? placed.Count : behind, (stretch, offset));
            Length = Math.Max(Length, offset + stretch.Floats);
        }

        LiveRanges = stretches;
    }

    public IReadOnlyList<LiveRange> LiveRanges { get; }

    /// <summary>Floats of the whole arena.</summary>
    public long Length { get; }

    public long Offset(string name) => _offsets[name];
}

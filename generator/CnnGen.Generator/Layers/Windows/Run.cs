using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>Targets of an axis that one loop computes: the same taps at each of them, as far apart as they are from one another.</summary>
internal abstract record Run<T>
    where T : Run<T>
{
    /// <summary>Whether a piece, which is a run of one, continues this run.</summary>
    protected abstract bool Continues(T piece);

    /// <summary>The run with a piece more that continues it.</summary>
    protected abstract T With(T piece);

    /// <summary>The run with so many pieces more, as far apart as they are.</summary>
    protected abstract T With(int pieces);

    /// <summary>The first and the last target, and the first and the last source, that the run touches.</summary>
    protected abstract (int FirstTarget, int LastTarget, int FirstSource, int LastSource) Reach { get; }

    /// <summary>Gathers the pieces of an axis that are computed alike.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="first">The first target.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="width">Targets of a piece.</param>
    /// <param name="piece">The piece that begins at a target.</param>
    protected static IReadOnlyList<T> Gather(Axis axis, int first, int end, int width, Func<int, T> piece)
    {
        List<T> runs = [];
        int period = width;
        while (period % axis.Period != 0)
        {
            period += width;
        }

        (int interior, int interiorEnd) = axis.Interior;
        interior = first + (((Math.Max(interior, first) - first + width - 1) / width) * width);
        interiorEnd = Math.Min(interiorEnd, end);
        int target = Add(runs, first, Math.Min(interior, end), width, piece, out _);
        int periods = (interiorEnd - target) / period;
        if (periods > 3)
        {
            // Between the borders each period continues the runs of the one before: two that do so stand for all others.
            // Where they do not, the gaps between targets that nothing reaches being uneven, each place of a period is a run.
            List<T> before = [.. runs];
            target = Add(runs, target, target + period, width, piece, out _);
            target = Add(runs, target, target + period, width, piece, out int[] second);
            target = Add(runs, target, target + period, width, piece, out int[] third);
            int more = periods - 3;
            if (!second.SequenceEqual(third))
            {
                runs = before;
                for (int place = target - (3 * period); place < target - (2 * period); place += width)
                {
                    third[(place - target + (3 * period)) / width] = runs.Count;
                    runs.Add(piece(place).With(piece(place + period)).With(piece(place + (2 * period))));
                }
            }

            foreach (IGrouping<int, int> gained in third.GroupBy(run => run))
            {
                runs[gained.Key] = runs[gained.Key].With(more * gained.Count());
            }

            target += more * period;
        }

        Add(runs, target, end, width, piece, out _);
        foreach (T run in runs)
        {
            (int firstTarget, int lastTarget, int firstSource, int lastSource) = run.Reach;
            Bounds.Require(firstTarget, lastTarget, axis.Targets, "an axis of targets");
            Bounds.Require(firstSource, lastSource, axis.Sources, "an axis of sources");
        }

        return runs;
    }

    // Puts each piece into the first run that it continues, or else into a new one, and tells into which.
    private static int Add(List<T> runs, int first, int end, int width, Func<int, T> piece, out int[] places)
    {
        List<int> found = [];
        int target = first;
        for (; target < end; target += width)
        {
            T next = piece(target);
            int known = runs.FindIndex(run => run.Continues(next));
            found.Add(known < 0 ? runs.Count : known);
            if (known < 0)
            {
                runs.Add(next);
            }
            else
            {
                runs[known] = runs[known].With(next);
            }
        }

        places = [.. found];
        return target;
    }
}

namespace CnnGen.Generator.Plan;

/// <summary>
/// The order of the tasks that several layers have in one phase of a step. Threads begin with a stretch of tasks each: where a
/// layer's tasks are spread over all of them, as many as there are threads, each has its share of every layer.
/// </summary>
internal static class TaskOrder
{
    /// <summary>Numbers of tasks, which run through layer after layer, ordered by how far in its layer each is.</summary>
    /// <param name="counts">The tasks of each layer.</param>
    public static IEnumerable<int> Merge(IReadOnlyList<int> counts)
    {
        int first = 0;
        List<(int Task, double Place)> tasks = [];
        foreach (int count in counts)
        {
            for (int i = 0; i < count; i++)
            {
                tasks.Add((first + i, (i + 0.5) / count));
            }

            first += count;
        }

        // The sort is stable: layers that are as far keep their order.
        return tasks.OrderBy(task => task.Place).Select(task => task.Task);
    }
}

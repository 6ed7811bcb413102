using System.Numerics.Tensors;

namespace Signals;

/// <summary>The baseline: a signal is of the class of the training signal that is nearest to it.</summary>
internal static class NearestNeighbour
{
    /// <summary>The part of the test signals, 0 to 1, whose nearest neighbour by Euclidean distance is of their class.</summary>
    public static double Accuracy(LabelledSignals train, LabelledSignals test, CancellationToken cancellation)
    {
        int right = 0;
        Parallel.For(0, test.Count, new ParallelOptions { CancellationToken = cancellation }, index =>
        {
            if (train.Labels[Nearest(test[index], train)] == test.Labels[index])
            {
                Interlocked.Increment(ref right);
            }
        });
        return (double)right / test.Count;
    }

    // The first one where several are as near.
    private static int Nearest(ReadOnlySpan<float> signal, LabelledSignals train)
    {
        (int nearest, float least) = (0, float.PositiveInfinity);
        for (int i = 0; i < train.Count; i++)
        {
            float distance = TensorPrimitives.Distance(signal, train[i]);
            if (distance < least)
            {
                (nearest, least) = (i, distance);
            }
        }

        return nearest;
    }
}

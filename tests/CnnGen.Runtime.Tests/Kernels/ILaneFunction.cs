using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Kernels;

/// <summary>A function on lanes that a test can run at each width.</summary>
internal interface ILaneFunction
{
    static abstract V Apply<V>(V x)
        where V : struct, ILanes<V>;
}

internal static class LaneFunction
{
    /// <summary>Applies a function to each float, 16 of them at a time.</summary>
    public static float[] Map<TFunction>(float[] values, LaneWidth width)
        where TFunction : ILaneFunction => width switch
        {
            LaneWidth.Bits128 => Map<TFunction, Lanes128>(values),
            LaneWidth.Bits256 => Map<TFunction, Lanes256>(values),
            LaneWidth.Bits512 => Map<TFunction, Lanes512>(values),
            _ => throw new ArgumentOutOfRangeException(nameof(width)),
        };

    private static float[] Map<TFunction, V>(float[] values)
        where TFunction : ILaneFunction
        where V : struct, ILanes<V>
    {
        float[] results = new float[MicroBatch.CountFor(values.Length) * MicroBatch.Samples];
        values.CopyTo(results, 0);
        for (int vector = 0; vector < results.Length / V.Count; vector++)
        {
            V.Store(TFunction.Apply(V.Load(ref results[0], vector)), ref results[0], vector);
        }

        return results[..values.Length];
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>Brings weights into the form in which kernels of one sample read them, whose lanes are outputs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InferencePacking
{
    /// <summary>
    /// <c>[output][term]</c> → <c>[vector of outputs][term][lane]</c>, sixteen outputs at a time. Lanes behind the last output
    /// repeat it: what they compute is read by nobody.
    /// </summary>
    /// <param name="weight">Outputs × terms floats.</param>
    /// <param name="outputs">Filters, or outputs of a fully connected layer.</param>
    /// <param name="terms">Weights of one output.</param>
    /// <param name="packed">Outputs, filled up to a multiple of 16, × terms floats.</param>
    public static void Panels<V>(ref float weight, int outputs, int terms, ref float packed)
        where V : struct, ILanes<V>
    {
        int first = 0;
        for (; first <= outputs - MicroBatch.Samples; first += MicroBatch.Samples)
        {
            nint place = (nint)first * terms;
            LaneTranspose.ToLanes<V>(ref Unsafe.Add(ref weight, place), terms, terms, ref Unsafe.Add(ref packed, place));
        }

        if (first < outputs)
        {
            ref float last = ref Unsafe.Add(ref packed, (nint)first * terms);
            for (int lane = 0; lane < MicroBatch.Samples; lane++)
            {
                ref float row = ref Unsafe.Add(ref weight, (nint)Math.Min(first + lane, outputs - 1) * terms);
                for (int term = 0; term < terms; term++)
                {
                    LaneTranspose.LaneOf<V>(ref last, terms, term, lane) = Unsafe.Add(ref row, term);
                }
            }
        }
    }

    /// <summary>Rows of <paramref name="length"/> floats → rows of whole sixteens, zero behind the last float.</summary>
    /// <param name="source">The rows, one after another.</param>
    /// <param name="rows">How many.</param>
    /// <param name="length">Floats of a row.</param>
    /// <param name="packed">The rows, each filled up to a multiple of 16.</param>
    public static void Rows(ref float source, int rows, int length, ref float packed)
    {
        int whole = MicroBatch.CountFor(length) * MicroBatch.Samples;
        for (int row = 0; row < rows; row++)
        {
            Span<float> target = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref packed, (nint)row * whole), whole);
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, (nint)row * length), length).CopyTo(target);
            target[length..].Clear();
        }
    }
}

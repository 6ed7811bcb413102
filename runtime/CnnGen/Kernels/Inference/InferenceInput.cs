using System.ComponentModel;
using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>Brings one sample into the place where kernels read it. What would become denormal is zero from there on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InferenceInput
{
    /// <summary>Planes of rows → the same with gaps between rows and between planes, which are left as they are.</summary>
    /// <param name="sample">Channels × height × width floats.</param>
    /// <param name="channels">Planes.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="width">Floats of a row.</param>
    /// <param name="target">The first float of the first row.</param>
    /// <param name="plane">Floats from plane to plane there.</param>
    /// <param name="row">Floats from row to row there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Planes<V>(ref readonly float sample, int channels, int height, int width, ref float target, int plane, int row)
        where V : struct, ILanes<V>
    {
        ref float source = ref Unsafe.AsRef(in sample);
        for (int channel = 0; channel < channels; channel++)
        {
            ref float place = ref Unsafe.Add(ref target, (nint)channel * plane);
            for (int y = 0; y < height; y++)
            {
                LaneMath.FlushRow<V>(ref source, width, ref place);
                source = ref Unsafe.Add(ref source, width);
                place = ref Unsafe.Add(ref place, row);
            }
        }
    }

    /// <summary>Planes of rows → the channels of each position side by side.</summary>
    /// <param name="sample">Channels × height × width floats.</param>
    /// <param name="channels">Planes.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="width">Floats of a row.</param>
    /// <param name="target">The first channel of the first position.</param>
    /// <param name="row">Floats from row to row there.</param>
    /// <param name="column">Floats from position to position there.</param>
    public static void Positions(ref readonly float sample, int channels, int height, int width, ref float target, int row, int column)
    {
        ref float source = ref Unsafe.AsRef(in sample);
        for (int channel = 0; channel < channels; channel++)
        {
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    Unsafe.Add(ref target, ((nint)y * row) + ((nint)x * column) + channel) = LaneMath.FlushOne(source);
                    source = ref Unsafe.Add(ref source, 1);
                }
            }
        }
    }
}

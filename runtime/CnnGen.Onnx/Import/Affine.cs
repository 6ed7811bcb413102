namespace CnnGen.Onnx.Import;

/// <summary>scale · x + shift, with one number for all channels or one for each.</summary>
/// <param name="Scales">One scale, or one a channel.</param>
/// <param name="Shifts">One shift, or one a channel.</param>
/// <param name="Plane">The values that share a channel's numbers, one after another.</param>
internal sealed record Affine(double[] Scales, double[] Shifts, int Plane = 1)
{
    public bool HasNoShift => Shifts.All(shift => shift == 0);

    public int Channels => Math.Max(Scales.Length, Shifts.Length);

    public double Scale(int value) => Of(Scales, value);

    public double Shift(int value) => Of(Shifts, value);

    /// <summary>This one, and another behind it.</summary>
    public Affine Then(Affine next)
    {
        int channels = Math.Max(Channels, next.Channels);
        return new Affine(
            [.. Enumerable.Range(0, channels).Select(c => next.Scale(c) * Scale(c))],
            [.. Enumerable.Range(0, channels).Select(c => (next.Scale(c) * Shift(c)) + next.Shift(c))]);
    }

    private double Of(double[] numbers, int value) => numbers[numbers.Length == 1 ? 0 : value / Plane];
}

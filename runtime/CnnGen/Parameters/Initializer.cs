using CnnGen.Numerics;

namespace CnnGen.Parameters;

/// <summary>Draws the values with which training starts.</summary>
internal static class Initializer
{
    // Uniform rather than normal: it needs a square root alone, which every machine rounds alike.
    public static void Fill(Span<float> values, ParameterLayout layout, SeededRandom random)
    {
        if (layout.Initialization == Initialization.One)
        {
            values.Fill(1f);
            return;
        }

        float bound = layout.Initialization switch
        {
            Initialization.He => MathF.Sqrt(6f / layout.FanIn),
            Initialization.Glorot => MathF.Sqrt(6f / ((float)layout.FanIn + layout.FanOut)),
            _ => 0f,
        };

        if (bound == 0f)
        {
            values.Clear();
            return;
        }

        foreach (ref float value in values)
        {
            value = ((2f * random.NextSingle()) - 1f) * bound;
        }
    }
}

namespace Filters;

/// <summary>
/// Draws the picture that is filtered where none is given: a house by a lake at dusk. There is something for each kernel:
/// straight edges and slanted ones, gradients, fine texture, and noise.
/// </summary>
internal static class Scene
{
    private const int Shore = 176;
    private const float Noise = 0.06f;

    private static readonly Colour Zenith = new(0.16f, 0.22f, 0.46f);
    private static readonly Colour Horizon = new(0.98f, 0.72f, 0.45f);
    private static readonly Colour Sun = new(1f, 0.95f, 0.75f);
    private static readonly Colour Rock = new(0.33f, 0.31f, 0.42f);
    private static readonly Colour Snow = new(0.9f, 0.9f, 0.95f);
    private static readonly Colour Water = new(0.1f, 0.24f, 0.36f);
    private static readonly Colour Wall = new(0.82f, 0.74f, 0.6f);
    private static readonly Colour Roof = new(0.6f, 0.2f, 0.15f);
    private static readonly Colour Window = new(1f, 0.86f, 0.4f);
    private static readonly Colour Wood = new(0.3f, 0.2f, 0.12f);
    private static readonly Colour Leaf = new(0.14f, 0.36f, 0.16f);

    public static Picture Draw()
    {
        Picture picture = Picture.Black();
        for (int y = 0; y < Picture.Size; y++)
        for (int x = 0; x < Picture.Size; x++)
        {
            Colour colour = y < Shore ? Land(x, y) : Lake(x, y);
            float noise = Noise * (Random(x, y) - 0.5f);
            picture[0, y, x] = Math.Clamp(colour.Red + noise, 0, 1);
            picture[1, y, x] = Math.Clamp(colour.Green + noise, 0, 1);
            picture[2, y, x] = Math.Clamp(colour.Blue + noise, 0, 1);
        }

        return picture;
    }

    private static Colour Land(int x, int y) => House(x, y) ?? Tree(x, y) ?? Mountain(x, y) ?? Sky(x, y);

    private static Colour Sky(int x, int y)
    {
        float distance = Distance(x, y, 196, 70);
        return distance < 22 ? Sun : Mix(Zenith, Horizon, (float)y / Shore) + (Sun * (0.5f * MathF.Exp(-(distance - 22) / 18)));
    }

    private static Colour? Mountain(int x, int y)
    {
        float height = Math.Max(Peak(x, 70, 120), Peak(x, 150, 85)) + (6 * MathF.Abs(MathF.Sin(x * 0.31f)));
        float below = y - (Shore - height);
        return below < 0 ? null : Mix(below < 18 ? Snow : Rock, Rock, ((x + y) % 9) / 16f);
    }

    private static float Peak(int x, int middle, int height) => height - (0.9f * Math.Abs(x - middle));

    private static Colour? House(int x, int y)
    {
        bool isRoof = y is >= 104 and < 134 && Math.Abs(x - 66) < y - 98;
        bool isWall = y >= 134 && x is >= 38 and < 94;
        bool isWindow = y is >= 144 and < 160 && (x is >= 46 and < 60 || x is >= 72 and < 86);
        bool isFrame = isWindow && (y == 152 || x is 53 or 79);
        return isFrame ? Wood
            : isWindow ? Window
            : isRoof ? Mix(Roof, Wood, y % 6 < 2 ? 0.5f : 0)
            : isWall ? Mix(Wall, Wood, y % 7 == 0 || (x + (y / 7 % 2 * 6)) % 12 == 0 ? 0.35f : 0)
            : null;
    }

    private static Colour? Tree(int x, int y)
    {
        float ragged = 34 + (8 * Random(x / 3, y / 3));
        return Distance(x, y, 216, 128) < ragged ? Mix(Leaf, Horizon, 0.35f * Random(x / 2, y / 2))
            : y >= 128 && x is >= 211 and < 221 ? Wood
            : null;
    }

    // What stands on the shore, upside down and shaken by waves that grow towards the viewer.
    private static Colour Lake(int x, int y)
    {
        int depth = y - Shore;
        float wave = MathF.Sin((depth * 0.8f) + (4 * MathF.Sin(x * 0.05f)));
        int shifted = Math.Clamp(x + (int)(wave * (1 + (depth / 16f))), 0, Picture.Size - 1);
        return Mix(Land(shifted, Math.Max(0, Shore - 1 - (2 * depth))), Water, 0.45f + (0.12f * wave));
    }

    private static float Distance(int x, int y, int toX, int toY) => MathF.Sqrt(((x - toX) * (x - toX)) + ((y - toY) * (y - toY)));

    // From 0 to 1, the same for the same place.
    private static float Random(int x, int y)
    {
        uint hash = unchecked(((uint)x * 374761393) + ((uint)y * 668265263));
        hash = unchecked((hash ^ (hash >> 13)) * 1274126177);
        return (hash ^ (hash >> 16)) / (float)uint.MaxValue;
    }

    private static Colour Mix(Colour from, Colour to, float part) => (from * (1 - part)) + (to * part);

    private readonly record struct Colour(float Red, float Green, float Blue)
    {
        public static Colour operator +(Colour left, Colour right) =>
            new(left.Red + right.Red, left.Green + right.Green, left.Blue + right.Blue);

        public static Colour operator *(Colour colour, float factor) =>
            new(colour.Red * factor, colour.Green * factor, colour.Blue * factor);
    }
}

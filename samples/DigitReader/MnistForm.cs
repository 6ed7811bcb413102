namespace DigitReader;

/// <summary>
/// Brings a picture into the form of MNIST's, as http://yann.lecun.com/exdb/mnist describes it: ink is white on black; the
/// digit, with its proportions, fills a square of 20×20 pixels, and its centre of mass is the middle of 28×28.
/// </summary>
internal static class MnistForm
{
    private const int Side = 28;
    private const int DigitSide = 20;

    // What is fainter than this part of the darkest ink is taken for the grain of the paper.
    private const float Grain = 0.2f;

    /// <summary>The picture in that form. One of 28×28 pixels stays where it is.</summary>
    /// <returns>28×28 values, 0 for paper to 1 for ink.</returns>
    /// <exception cref="InvalidDataException">All of the picture is of one shade.</exception>
    public static float[] Of(Picture picture)
    {
        byte paper = Paper(picture);
        bool isInkDark = paper > 127;
        if ((picture.Width, picture.Height) == (Side, Side))
        {
            return [.. picture.Pixels.Select(pixel => (isInkDark ? 255 - pixel : pixel) / 255f)];
        }

        float[] ink = [.. picture.Pixels.Select(pixel => Math.Max(0f, isInkDark ? paper - pixel : pixel - paper))];
        float darkest = ink.Max();
        if (darkest == 0)
        {
            throw new InvalidDataException("expected a digit whose shade differs from that of the border, but found none.");
        }

        for (int i = 0; i < ink.Length; i++)
        {
            ink[i] = ink[i] < Grain * darkest ? 0 : ink[i] / darkest;
        }

        Box box = Box.Around(ink, picture.Width);
        int longest = Math.Max(box.Width, box.Height);
        int width = Math.Max(1, (int)Math.Round((double)DigitSide * box.Width / longest));
        int height = Math.Max(1, (int)Math.Round((double)DigitSide * box.Height / longest));
        return Centre(Scale(ink, picture.Width, box, width, height), width, height);
    }

    // The middle one of the shades along the border.
    private static byte Paper(Picture picture)
    {
        List<byte> border = [];
        for (int row = 0; row < picture.Height; row++)
        {
            border.Add(picture[row, 0]);
            border.Add(picture[row, picture.Width - 1]);
        }

        for (int column = 0; column < picture.Width; column++)
        {
            border.Add(picture[0, column]);
            border.Add(picture[picture.Height - 1, column]);
        }

        border.Sort();
        return border[border.Count / 2];
    }

    // Each pixel is the mean of the area that it stands for, which may begin and end within a pixel of the source.
    private static float[] Scale(float[] ink, int stride, Box box, int width, int height)
    {
        float[] scaled = new float[width * height];
        float areaWidth = (float)box.Width / width;
        float areaHeight = (float)box.Height / height;
        for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++)
        {
            float sum = 0;
            for (int y = (int)(row * areaHeight); y < Math.Min((row + 1) * areaHeight, box.Height); y++)
            for (int x = (int)(column * areaWidth); x < Math.Min((column + 1) * areaWidth, box.Width); x++)
            {
                sum += Overlap(y, row * areaHeight, areaHeight) * Overlap(x, column * areaWidth, areaWidth)
                    * ink[((box.Top + y) * stride) + box.Left + x];
            }

            scaled[(row * width) + column] = sum / (areaWidth * areaHeight);
        }

        return scaled;
    }

    private static float Overlap(int pixel, float start, float length) =>
        Math.Max(0, Math.Min(pixel + 1, start + length) - Math.Max(pixel, start));

    private static float[] Centre(float[] digit, int width, int height)
    {
        float mass = 0, massX = 0, massY = 0;
        for (int i = 0; i < digit.Length; i++)
        {
            mass += digit[i];
            massX += digit[i] * ((i % width) + 0.5f);
            massY += digit[i] * ((i / width) + 0.5f);
        }

        int left = Math.Clamp((int)Math.Round((Side / 2) - (massX / mass)), 0, Side - width);
        int top = Math.Clamp((int)Math.Round((Side / 2) - (massY / mass)), 0, Side - height);
        float[] framed = new float[Side * Side];
        for (int row = 0; row < height; row++)
        {
            digit.AsSpan(row * width, width).CopyTo(framed.AsSpan(((top + row) * Side) + left));
        }

        return framed;
    }

    /// <summary>The smallest rectangle with all ink.</summary>
    private readonly record struct Box(int Left, int Top, int Width, int Height)
    {
        public static Box Around(float[] ink, int stride)
        {
            (int left, int right, int top, int bottom) = (stride, 0, ink.Length, 0);
            for (int i = 0; i < ink.Length; i++)
            {
                if (ink[i] > 0)
                {
                    left = Math.Min(left, i % stride);
                    right = Math.Max(right, i % stride);
                    top = Math.Min(top, i / stride);
                    bottom = i / stride;
                }
            }

            return new Box(left, top, right - left + 1, bottom - top + 1);
        }
    }
}

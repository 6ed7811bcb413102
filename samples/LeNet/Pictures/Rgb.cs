namespace LeNet.Pictures;

/// <summary>A colour of a picture.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static readonly Rgb White = new(255, 255, 255);
    public static readonly Rgb Ink = new(40, 44, 52);
    public static readonly Rgb Pale = new(128, 134, 145);
}

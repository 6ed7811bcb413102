using CnnGen;

namespace Filters;

/// <summary>A filter, and what its result is to show.</summary>
/// <param name="Name">Its name, and that of its file.</param>
/// <param name="Kernel">Its kernel, as it is printed.</param>
/// <param name="Shows">What is to be seen, and why.</param>
/// <param name="IsSigned">Whether its results are negative as often as positive.</param>
/// <param name="Filter">Reads a picture with its border, and gives the picture without.</param>
internal sealed record ShownFilter(string Name, string Kernel, string Shows, bool IsSigned, Action<float[], float[]> Filter)
{
    public static readonly IReadOnlyList<ShownFilter> All =
    [
        new(
            "diagonal-edges",
            " 1  0 -1\n 0  0  0\n-1  0  1",
            "What changes along both directions at once: slanted edges and corners. Lines along a row or a column vanish but for their ends.",
            IsSigned: true,
            (picture, result) => new DiagonalEdges(seed: 0).Predict(picture, result)),
        new(
            "laplacian",
            " 0 -1  0\n-1  4 -1\n 0 -1  0",
            "How much a pixel differs from its four neighbours: each edge is a bright line beside a dark one, and all that is smooth is grey.",
            IsSigned: true,
            (picture, result) => new Laplacian(seed: 0).Predict(picture, result)),
        new(
            "laplacian-with-diagonals",
            "-1 -1 -1\n-1  8 -1\n-1 -1 -1",
            "The same with all eight neighbours: stronger edges, and as much stronger noise.",
            IsSigned: true,
            (picture, result) => new LaplacianWithDiagonals(seed: 0).Predict(picture, result)),
        new(
            "sharpen",
            " 0 -1  0\n-1  5 -1\n 0 -1  0",
            "The picture and its Laplacian added: steeper edges, and more noise.",
            IsSigned: false,
            (picture, result) => new Sharpen(seed: 0).Predict(picture, result)),
        new(
            "box-blur",
            "      1 1 1\n1/9 · 1 1 1\n      1 1 1",
            "The mean of nine pixels: a third of the noise is left, and edges are three pixels wide.",
            IsSigned: false,
            (picture, result) => new BoxBlur(seed: 0).Predict(picture, result)),
        new(
            "gaussian-blur",
            "       1 2 1\n1/16 · 2 4 2\n       1 2 1",
            "A mean that weighs the middle more: a little less blurred, and round.",
            IsSigned: false,
            (picture, result) => new GaussianBlur(seed: 0).Predict(picture, result)),
    ];

    /// <summary>What the filter makes of a picture, as it is shown: where results have a sign, mid-grey is zero.</summary>
    public Picture Apply(Picture picture)
    {
        Picture result = Picture.Black();
        Filter(picture.Bordered(), result.Values);
        return IsSigned ? result.Map(value => 0.5f + (value / 2)) : result;
    }
}

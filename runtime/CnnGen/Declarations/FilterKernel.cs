namespace CnnGen;

/// <summary>The 3×3 kernels of image processing that <see cref="Filter2DAttribute"/> knows by name.</summary>
/// <remarks>
/// A kernel whose coefficients sum to 0 gives zero where the image is flat, and values of both signs at its edges; one
/// whose coefficients sum to 1 keeps the image's brightness.
/// </remarks>
public enum FilterKernel
{
    /// <summary>
    /// The second derivative along x and y, four times as large: edges that run askew, and corners. Edges that run straight
    /// along a row or a column give zero.
    /// <code>
    ///  1  0 -1
    ///  0  0  0
    /// -1  0  1
    /// </code>
    /// Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, formula 25.3.26.
    /// </summary>
    DiagonalEdges,

    /// <summary>
    /// The Laplacian with its sign reversed: edges of any direction, and single points, bright ones positive.
    /// <code>
    ///  0 -1  0
    /// -1  4 -1
    ///  0 -1  0
    /// </code>
    /// Gonzalez and Woods, Digital Image Processing, section 3.6.
    /// </summary>
    Laplacian,

    /// <summary>
    /// The Laplacian over all eight neighbours, with its sign reversed: as <see cref="Laplacian"/>, and stronger at edges
    /// that run askew.
    /// <code>
    /// -1 -1 -1
    /// -1  8 -1
    /// -1 -1 -1
    /// </code>
    /// Gonzalez and Woods, Digital Image Processing, section 3.6.
    /// </summary>
    LaplacianWithDiagonals,

    /// <summary>
    /// The image and its <see cref="Laplacian"/>, added: edges become steeper.
    /// <code>
    ///  0 -1  0
    /// -1  5 -1
    ///  0 -1  0
    /// </code>
    /// Gonzalez and Woods, Digital Image Processing, section 3.6.
    /// </summary>
    Sharpen,

    /// <summary>
    /// The mean of nine neighbours.
    /// <code>
    ///       1  1  1
    /// 1/9 · 1  1  1
    ///       1  1  1
    /// </code>
    /// Gonzalez and Woods, Digital Image Processing, section 3.5.
    /// </summary>
    BoxBlur,

    /// <summary>
    /// A mean that weighs near neighbours more: the product of the binomial coefficients 1, 2, 1 with themselves, which come
    /// close to a Gaussian with a standard deviation of 0.71 pixels.
    /// <code>
    ///        1  2  1
    /// 1/16 · 2  4  2
    ///        1  2  1
    /// </code>
    /// Gonzalez and Woods, Digital Image Processing, section 3.5.
    /// </summary>
    GaussianBlur,
}

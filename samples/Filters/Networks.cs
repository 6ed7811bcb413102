using CnnGen;

namespace Filters;

// A network that only maps one picture to another: nothing in it learns, and the loss hands its outputs on as they are.
// The picture comes with a border of one pixel (Picture.BorderedSize), so that no filter reads zeros around it.
[Network(3, 258, 258)]
[Filter2D(FilterKernel.DiagonalEdges), Flatten, MeanSquaredError]
public sealed partial class DiagonalEdges;

[Network(3, 258, 258)]
[Filter2D(FilterKernel.Laplacian), Flatten, MeanSquaredError]
public sealed partial class Laplacian;

[Network(3, 258, 258)]
[Filter2D(FilterKernel.LaplacianWithDiagonals), Flatten, MeanSquaredError]
public sealed partial class LaplacianWithDiagonals;

[Network(3, 258, 258)]
[Filter2D(FilterKernel.Sharpen), Flatten, MeanSquaredError]
public sealed partial class Sharpen;

[Network(3, 258, 258)]
[Filter2D(FilterKernel.BoxBlur), Flatten, MeanSquaredError]
public sealed partial class BoxBlur;

[Network(3, 258, 258)]
[Filter2D(FilterKernel.GaussianBlur), Flatten, MeanSquaredError]
public sealed partial class GaussianBlur;

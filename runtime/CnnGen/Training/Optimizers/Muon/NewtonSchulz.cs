using CnnGen.Memory;

namespace CnnGen.Training.Optimizers;

/// <summary>
/// Brings the singular values of a matrix near to 1: X ← a X + (b A + c A²) X with A = X Xᵀ, where X is the matrix with the smaller side in rows.
/// Here it lies transposed, so that A = Xᵀ X and X ← a X + X (b A + c A²).
/// </summary>
internal sealed class NewtonSchulz
{
    private const int Iterations = 5;

    // Jordan et al., 2024: the coefficients that grow small singular values fastest, and leave all between 0.7 and 1.2.
    private const float A = 3.4445f;
    private const float B = -4.7750f;
    private const float C = 2.0315f;

    private readonly MatrixProduct _product;
    private readonly Arena _square;
    private readonly Arena _polynomial;
    private Arena _next;

    /// <param name="matrices">What it will be used for.</param>
    /// <param name="width">The width of vectors.</param>
    public NewtonSchulz(IReadOnlyList<MuonMatrix> matrices, LaneWidth width)
    {
        _product = new MatrixProduct(width);
        _square = new Arena(LargestSquare(matrices));
        _polynomial = new Arena(LargestSquare(matrices));
        Matrix = new Arena(Largest(matrices));
        _next = new Arena(Largest(matrices));
    }

    /// <summary>The matrix: <see cref="MuonMatrix.PaddedRows"/> × <see cref="MuonMatrix.PaddedColumns"/>, zero beyond its own rows and columns.</summary>
    public Arena Matrix { get; private set; }

    /// <summary>The bytes that it takes.</summary>
    public static long BytesFor(IReadOnlyList<MuonMatrix> matrices) =>
        (2 * Arena.BytesFor(LargestSquare(matrices))) + (2 * Arena.BytesFor(Largest(matrices)));

    /// <summary>Makes <see cref="Matrix"/> nearly orthogonal. Its norm is at most 1.</summary>
    public void Orthogonalize(MuonMatrix shape, int threads)
    {
        int rows = shape.PaddedRows;
        int columns = shape.PaddedColumns;
        for (int i = 0; i < Iterations; i++)
        {
            _product.Compute(new MatrixOperands(Matrix, 1, columns, Matrix, _square, columns, shape.Rows, columns), threads);
            _product.Compute(
                new MatrixOperands(_square, columns, 1, _square, _polynomial, columns, shape.Columns, columns) { Scale = C, Addend = _square, AddendScale = B },
                threads);
            _product.Compute(
                new MatrixOperands(Matrix, columns, 1, _polynomial, _next, rows, shape.Columns, columns) { Scale = 1f, Addend = Matrix, AddendScale = A },
                threads);
            (Matrix, _next) = (_next, Matrix);
        }
    }

    private static int Largest(IReadOnlyList<MuonMatrix> matrices) => matrices.Select(matrix => matrix.Length).DefaultIfEmpty().Max();

    private static int LargestSquare(IReadOnlyList<MuonMatrix> matrices) => matrices.Select(matrix => matrix.SquareLength).DefaultIfEmpty().Max();
}

namespace CnnGen.Runtime.Tests.Training.Optimizers;

/// <summary>Five steps of Newton and Schulz as Jordan et al. have published them, in double precision.</summary>
internal static class NaiveNewtonSchulz
{
    public static double[] Orthogonalize(double[] matrix, int rows, int columns)
    {
        if (rows > columns)
        {
            return Transpose(Orthogonalize(Transpose(matrix, rows, columns), columns, rows), columns, rows);
        }

        double norm = Math.Sqrt(matrix.Sum(value => value * value)) + 1e-7;
        double[] x = [.. matrix.Select(value => value / norm)];
        for (int step = 0; step < 5; step++)
        {
            double[] a = Multiply(x, Transpose(x, rows, columns), rows, columns, rows);
            double[] square = Multiply(a, a, rows, rows, rows);
            double[] b = [.. a.Zip(square, (first, second) => (-4.7750 * first) + (2.0315 * second))];
            double[] product = Multiply(b, x, rows, rows, columns);
            x = [.. x.Zip(product, (first, second) => (3.4445 * first) + second)];
        }

        return x;
    }

    private static double[] Transpose(double[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[((i % rows) * columns) + (i / rows)])];

    private static double[] Multiply(double[] left, double[] right, int rows, int inner, int columns)
    {
        double[] product = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int k = 0; k < inner; k++)
            {
                for (int column = 0; column < columns; column++)
                {
                    product[(row * columns) + column] += left[(row * inner) + k] * right[(k * columns) + column];
                }
            }
        }

        return product;
    }
}

namespace CnnGen.Kernels;

/// <summary>A rectangle of tiles.</summary>
/// <param name="Top">The first row of tiles.</param>
/// <param name="Left">The first column of tiles.</param>
/// <param name="Rows">Rows of tiles.</param>
/// <param name="Columns">Columns of tiles.</param>
internal readonly record struct WinogradStripe(int Top, int Left, int Rows, int Columns)
{
    /// <summary>Tiles.</summary>
    public int Count => Rows * Columns;
}

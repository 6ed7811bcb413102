namespace CnnGen.Kernels.Tests;

internal static class Difference
{
    /// <summary>(f(x + h) − f(x − h)) / 2h: the derivative by one variable, with an error of order h².</summary>
    public static double Central(Func<double> function, ref double variable, double step)
    {
        double middle = variable;
        variable = middle + step;
        double above = function();
        variable = middle - step;
        double below = function();
        variable = middle;
        return (above - below) / (2 * step);
    }
}

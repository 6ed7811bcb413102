using CnnGen.Generator.Layers;
using CnnGen.Generator.Shapes;
using FsCheck;
using FsCheck.Fluent;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>Axes of windows of any size, forward and backward, for properties.</summary>
internal static class DrawnAxis
{
    public static Arbitrary<Axis> Axes() => Arb.From(
        from kernel in Gen.Choose(1, 11)
        from stride in Gen.Choose(1, 5)
        from padding in Gen.Choose(0, 6)
        from dilation in Gen.Choose(1, 4)
        from more in Gen.Choose(0, 250)
        from forward in Gen.Elements(true, false)
        let window = new Window(kernel, stride, padding, dilation)
        let input = (int)window.SmallestInput + more
        select forward ? Axis.Forward(window, input) : Axis.InputGradient(window, input));
}

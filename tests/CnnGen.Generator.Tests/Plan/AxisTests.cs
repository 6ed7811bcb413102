using CnnGen.Generator.Layers;
using CnnGen.Generator.Tests.Shapes;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>Which sources reach which targets, forward and backward.</summary>
public class AxisTests
{
    [Fact]
    public void Forward_joins_each_output_to_the_inputs_under_its_window()
    {
        foreach ((Generator.Shapes.Window window, int input) in WindowTests.Windows(kernels: 7, strides: 4, paddings: 4, inputs: 12))
        {
            Axis axis = Axis.Forward(window, input);
            for (int target = 0; target < axis.Targets; target++)
            {
                int first = (target * window.Stride) - window.Padding;
                IEnumerable<Contact> expected = Enumerable.Range(0, window.Kernel)
                    .Select(tap => new Contact(tap, first + (tap * window.Dilation)))
                    .Where(contact => contact.Source >= 0 && contact.Source < input);
                Assert.Equal(expected, axis.Contacts(target));
            }

            Assert.Equal(axis.ContactCount, window.Contacts(input));
        }
    }

    [Fact]
    public void The_input_gradient_is_the_transpose_of_the_forward_pass()
    {
        foreach ((Generator.Shapes.Window window, int input) in WindowTests.Windows(kernels: 7, strides: 4, paddings: 4, inputs: 12))
        {
            Axis forward = Axis.Forward(window, input);
            Axis backward = Axis.InputGradient(window, input);
            Assert.Equal(forward.Sources, backward.Targets);
            Assert.Equal(forward.Targets, backward.Sources);
            Assert.Equal(forward.ContactCount, backward.ContactCount);
            Assert.Equal(
                Joints(forward).Select(joint => (joint.Source, joint.Tap, joint.Target)).Order(),
                Joints(backward).Select(joint => (joint.Target, joint.Tap, joint.Source)).Order());
        }
    }

    [Fact]
    public void Taps_ascend_at_each_target()
    {
        foreach ((Generator.Shapes.Window window, int input) in WindowTests.Windows(kernels: 7, strides: 4, paddings: 4, inputs: 12))
        {
            Assert.All(
                new[] { Axis.Forward(window, input), Axis.InputGradient(window, input) }
                    .SelectMany(axis => Enumerable.Range(0, axis.Targets).Select(axis.Contacts)),
                contacts => Assert.Equal(contacts.Select(contact => contact.Tap).Order().Distinct(), contacts.Select(contact => contact.Tap)));
        }
    }

    [Fact]
    public void Between_the_borders_the_taps_of_one_period_come_again()
    {
        foreach ((Generator.Shapes.Window window, int input) in WindowTests.Windows(kernels: 7, strides: 4, paddings: 4, inputs: 30))
        {
            foreach (Axis axis in new[] { Axis.Forward(window, input), Axis.InputGradient(window, input) })
            {
                (int first, int end) = axis.Interior;
                Assert.InRange(first, 0, end);
                Assert.InRange(end, first, axis.Targets);
                for (int target = first; target < end - axis.Period; target++)
                {
                    (Taps one, Taps next) = (axis.At(target), axis.At(target + axis.Period));
                    Assert.Equal((one.First, one.Count), (next.First, next.Count));
                    Assert.Equal(one.Count == 0 ? 0 : axis.IsForward ? window.Stride : 1, next.Source - one.Source);
                }
            }
        }
    }

    [Fact]
    public void The_runtime_computes_the_same_taps()
    {
        foreach ((Generator.Shapes.Window window, int input) in WindowTests.Windows(kernels: 7, strides: 4, paddings: 4, inputs: 12))
        {
            Axis forward = Axis.Forward(window, input);
            Axis backward = Axis.InputGradient(window, input);
            for (int target = 0; target < forward.Targets; target++)
            {
                Check(forward.At(target), CnnGen.Kernels.WindowTaps.At(target, window.Kernel, window.Stride, window.Padding, window.Dilation, input));
            }

            for (int target = 0; target < input; target++)
            {
                Check(backward.At(target), CnnGen.Kernels.WindowTaps.Reaching(
                    target, window.Kernel, window.Stride, window.Padding, window.Dilation, forward.Targets, backward.TapStep));
            }
        }

        static void Check(Taps expected, CnnGen.Kernels.WindowTaps taps)
        {
            Assert.Equal(expected.Count, taps.Count);
            Assert.True(taps.Count == 0 || (taps.First, taps.Source) == (expected.First, expected.Source));
        }
    }

    /// <summary>All triples that an axis joins.</summary>
    internal static IEnumerable<(int Target, int Tap, int Source)> Joints(Axis axis) =>
        from target in Enumerable.Range(0, axis.Targets)
        from contact in axis.Contacts(target)
        select (target, contact.Tap, contact.Source);
}

using System.Globalization;
using System.Text.RegularExpressions;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Layers;
using CnnGen.Generator.Model;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Tests.Shapes;

/// <summary>Whoever takes the way out that a message shows has no such message any more.</summary>
public partial class UnreadInputTests
{
    [Fact]
    public void Every_way_out_of_a_message_leaves_nothing_over()
    {
        HashSet<string> found = [];
        foreach ((Window window, int input) in WindowTests.Windows(kernels: 5, strides: 6, paddings: 5, inputs: 16).Where(WindowTests.Fits))
        {
            if (UnreadInput.Of(window, window, Shape.Image(1, input, input))?.Suggestion("kernel") is not { } wayOut)
            {
                continue;
            }

            Match match = WayOut().Match(wayOut);
            Assert.True(match.Success, wayOut);
            foreach (Group group in match.Groups.Values.Skip(1).Where(group => group.Success))
            {
                found.Add(group.Name);
                int number = int.Parse(group.Value, CultureInfo.InvariantCulture);
                (Window better, int size) = group.Name switch
                {
                    "Stride" => (window with { Stride = number }, input),
                    "Kernel" => (window with { Kernel = number }, input),
                    _ => (window, number),
                };
                Assert.True(better.Output(size) > 0 && better.Unread(size) == 0, $"{window} on {input}: {group.Name} in \"{wayOut}\"");
            }
        }

        Assert.Equal(["Kernel", "Larger", "Smaller", "Stride"], found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_convolution_that_is_changed_as_proposed_fits_the_pool()
    {
        HashSet<string> found = [];
        foreach ((Window window, int input) in WindowTests.Windows(kernels: 5, strides: 2, paddings: 3, inputs: 16).Where(WindowTests.Fits))
        {
            for (int pool = 2; pool <= window.Output(input); pool++)
            {
                Window pooling = new(pool, pool, 0);
                if (FittingConvolution.Find(Network(window, pooling, input), Pool(window, pooling, input), pooling, pooling) is not { } sentence)
                {
                    continue;
                }

                Match match = Change().Match(sentence);
                Assert.True(match.Success, sentence);
                found.Add(match.Groups["What"].Value);
                int number = int.Parse(match.Groups["Number"].Value, CultureInfo.InvariantCulture);
                Window changed = match.Groups["What"].Value == "Padding =" ? window with { Padding = number } : window with { Kernel = number };
                int size = int.Parse(match.Groups["Size"].Value, CultureInfo.InvariantCulture);
                Assert.Equal(size, changed.Output(input));
                Assert.Equal(0, changed.Unread(input));
                Assert.Equal(0, pooling.Unread(size));
            }
        }

        Assert.Equal(["A kernel of", "Padding ="], found.Order(StringComparer.Ordinal));
    }

    private static ShapedNetwork Network(Window window, Window pooling, int input)
    {
        Shape image = Shape.Image(1, input, input);
        int between = (int)window.Output(input);
        Node convolution = new(
            "conv1", new Convolution("Conv2D", Rank.Image, 1, window, window, Bias: true), new[] { -1 }.ToEquatableArray(), image, Shape.Image(1, between, between), ValueRange.All);
        TypeIdentity type = new(
            string.Empty, EquatableArray<string>.Empty, "Digits", "Digits", "Digits", "Digits", EquatableArray<string>.Empty, HasRequiredMembers: false, HasSummary: false);
        return new ShapedNetwork(type, image, new[] { convolution, Pool(window, pooling, input) }.ToEquatableArray());
    }

    private static Node Pool(Window window, Window pooling, int input)
    {
        int between = (int)window.Output(input);
        int output = (int)pooling.Output(between);
        return new Node(
            "pool1", new MaxPool("MaxPool2D", Rank.Image, pooling, pooling), new[] { 0 }.ToEquatableArray(),
            Shape.Image(1, between, between), Shape.Image(1, output, output), ValueRange.All);
    }

    [GeneratedRegex("^(Windows of .* apart: use Stride = (?<Stride>[0-9]+)(, or a kernel of (?<Kernel>[0-9]+))?\\.|A height and width of (?<Smaller>[0-9]+) or (?<Larger>[0-9]+) would leave nothing over\\.)$", RegexOptions.ExplicitCapture)]
    private static partial Regex WayOut();

    [GeneratedRegex("^(?<What>Padding =|A kernel of) (?<Number>[0-9]+) in Conv2D would give (?<Size>[0-9]+)×[0-9]+\\.$")]
    private static partial Regex Change();
}

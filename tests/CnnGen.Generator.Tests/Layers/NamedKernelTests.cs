using System.Globalization;
using System.Xml.Linq;
using CnnGen.Generator.Layers;

namespace CnnGen.Generator.Tests.Layers;

/// <summary>A name means the kernel that its documentation shows.</summary>
public class NamedKernelTests
{
    private static readonly XElement Documentation =
        XElement.Load(Path.ChangeExtension(typeof(NetworkAttribute).Assembly.Location, ".xml"));

    public static TheoryData<FilterKernel> Kernels() => [.. Enum.GetValues<FilterKernel>()];

    [Fact]
    public void The_names_are_those_of_the_runtime_by_the_same_numbers()
    {
        Assert.Equal(Enum.GetNames<FilterKernel>(), NamedKernel.All.Select(kernel => kernel.Name));
        Assert.Equal(Enumerable.Range(0, NamedKernel.All.Count), Enum.GetValues<FilterKernel>().Select(kernel => (int)kernel));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_coefficients_are_those_of_the_documentation(FilterKernel kernel)
    {
        XElement summary = Documentation.Descendants("member")
            .Single(member => member.Attribute("name")!.Value == $"F:{typeof(FilterKernel).FullName}.{kernel}").Element("summary")!;
        string[] words = summary.Element("code")!.Value.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        string? fraction = words.SingleOrDefault(word => word.StartsWith("1/", StringComparison.Ordinal));
        float divisor = fraction is null ? 1 : float.Parse(fraction[2..], CultureInfo.InvariantCulture);
        Assert.Equal(
            words.Where(word => word != fraction && word != "·").Select(word => float.Parse(word, CultureInfo.InvariantCulture) / divisor),
            NamedKernel.All[(int)kernel].Coefficients);
    }
}

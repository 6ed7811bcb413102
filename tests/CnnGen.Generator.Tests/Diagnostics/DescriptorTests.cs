using System.Globalization;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic has a number of its own, a row in the release notes, a page and a link to it.</summary>
public class DescriptorTests
{
    public static TheoryData<string> Ids() => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Each_number_has_one_descriptor() => Assert.Equal(
        Enum.GetValues<DiagnosticId>().Select(id => $"CNN{((int)id).ToString(CultureInfo.InvariantCulture)}"),
        Descriptors.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_descriptor_has_a_row_in_the_release_notes(string id)
    {
        DiagnosticDescriptor descriptor = Descriptor(id);
        IEnumerable<string> rows = new[] { "Shipped", "Unshipped" }
            .SelectMany(state => Repository.Read("generator", "CnnGen.Generator", "Diagnostics", $"AnalyzerReleases.{state}.md").Split('\n'));
        Assert.Single(rows, row => row.Trim() == $"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_descriptor_links_to_its_page(string id)
    {
        Assert.EndsWith($"/docs/diagnostics/{id}.md", Descriptor(id).HelpLinkUri, StringComparison.Ordinal);
        Assert.StartsWith($"# {id}: {Descriptor(id).Title}\n", Page.Read(id).Text, StringComparison.Ordinal);
    }

    // Where an error is, no code is written, so that it cannot be turned off; the others say what a user may know better.
    [Theory]
    [MemberData(nameof(Ids))]
    public void An_error_is_not_configurable_and_anything_else_is(string id)
    {
        DiagnosticDescriptor descriptor = Descriptor(id);
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.Contains(descriptor.DefaultSeverity, new[] { DiagnosticSeverity.Error, DiagnosticSeverity.Warning, DiagnosticSeverity.Info });
        Assert.Equal(
            descriptor.DefaultSeverity == DiagnosticSeverity.Error,
            descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_category_is_that_of_the_number_s_band(string id) => Assert.Equal(
        id[3] switch
        {
            '1' => "CnnGen.Declaration",
            '2' => "CnnGen.Shape",
            '3' => "CnnGen.HyperParameter",
            '4' => "CnnGen.Performance",
            '5' => "CnnGen.Weights",
            '9' => "CnnGen.Generator",
            _ => "none",
        },
        Descriptor(id).Category);

    // A last argument is a way out, a sentence of its own.
    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_is_a_sentence_that_says_what_is_and_ends_with_a_stop(string id)
    {
        string message = Descriptor(id).MessageFormat.ToString(CultureInfo.InvariantCulture);
        Assert.Matches(@"(\.|\{\d\})$", message);
        Assert.DoesNotMatch(@"^\s|\s$|\n|  |\.\.", message);
        Assert.Matches(@"^[A-Z][^.]*[^. ]$", Descriptor(id).Title.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_index_of_pages_names_each_in_order()
    {
        string[] rows =
        [
            .. Repository.Read("docs", "diagnostics", "README.md").Split('\n')
                .Where(line => line.StartsWith("| [CNN", StringComparison.Ordinal)),
        ];
        Assert.Equal(
            Descriptors.All.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)
                .Select(descriptor => $"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.Title} |"),
            rows);
    }

    [Fact]
    public void There_is_no_page_without_a_descriptor() => Assert.Equal(
        Descriptors.All.Select(descriptor => $"{descriptor.Id}.md").Append("README.md").Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.PathOf("docs", "diagnostics")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static DiagnosticDescriptor Descriptor(string id) => Descriptors.All.Single(descriptor => descriptor.Id == id);
}

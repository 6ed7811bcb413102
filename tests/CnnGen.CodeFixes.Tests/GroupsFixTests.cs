namespace CnnGen.CodeFixes.Tests;

/// <summary>Groups that divide channels and filters, or filters that groups divide.</summary>
public class GroupsFixTests
{
    [Theory]
    [InlineData("6, 8, 8", "Conv2D(18, 3, Groups = 4)", "Set Groups to 3", "Conv2D(18, 3, Groups = 3)")]
    [InlineData("6, 8, 8", "Conv2D(Kernel = 3, Groups = /* all */ 7)", "Set Groups to 6", "Conv2D(Kernel = 3, Groups = /* all */ 6)")]
    [InlineData("6, 8, 8", "Conv2D(10, 3, Groups = 3)", "Set the filters to 9", "Conv2D(9, 3, Groups = 3)")]
    [InlineData("6, 8", "Conv1D(kernel: 3, filters: 11, Groups = 3)", "Set the filters to 12", "Conv1D(kernel: 3, filters: 12, Groups = 3)")]
    public Task Groups_that_do_not_divide(string input, string before, string title, string after) =>
        Fixed.By("CNN2022", title, Document(input, before), Document(input, after));

    private static string Document(string input, string layer) =>
        $"""
        using CnnGen;

        [Network({input})]
        [{layer}, ReLU]
        [Flatten, FullyConnected(10), SoftmaxCrossEntropy]
        public sealed partial class Digits;
        """;
}

using CnnGen.Generator.Text;

namespace CnnGen.Generator.Tests.Text;

/// <summary>Where emitted lines are broken.</summary>
public class LineWrapTests
{
    private static readonly string Arguments = string.Join(", ", Enumerable.Repeat("ref V.At(ref source, 100)", 4));

    [Fact]
    public void A_line_that_fits_stays()
    {
        string line = new string('x', 120) + "\n\n  short\n";
        Assert.Equal(line, LineWrap.Wrap(line));
    }

    [Fact]
    public void A_call_is_broken_between_its_own_arguments() =>
        Assert.Equal(
            $"    Call<V>({Arguments},\n        {Arguments});\nnext",
            LineWrap.Wrap($"    Call<V>({Arguments}, {Arguments});\nnext"));

    [Fact]
    public void Statements_are_broken_between_one_another()
    {
        string three = string.Join(" ", Enumerable.Repeat("V.Accumulate(ref sum0_0, w0, x0);", 3));
        Assert.Equal($"    {three}\n    {three}", LineWrap.Wrap($"    {three} {three}"));
    }

    [Fact]
    public void A_sum_is_broken_before_an_operator()
    {
        string left = "left" + new string('t', 80);
        string right = "right" + new string('t', 60);
        Assert.Equal($"    x = {left}\n        + {right};", LineWrap.Wrap($"    x = {left} + {right};"));
        Assert.Equal($"    if ({left}\n        && {right})", LineWrap.Wrap($"    if ({left} && {right})"));
    }

    [Fact]
    public void A_comment_goes_on_as_one()
    {
        string words = string.Join(" ", Enumerable.Repeat("words", 19));
        Assert.Equal($"    // {words}\n    // {words}", LineWrap.Wrap($"    // {words} {words}"));
    }

    [Fact]
    public void What_is_quoted_stays_whole()
    {
        string line = $"    Text = \"{Arguments} \\\" {Arguments}\",";
        Assert.Equal(line, LineWrap.Wrap(line));
    }
}

using Signals;

namespace CnnGen.Samples.Tests.Signals;

public sealed class SignalFileTests
{
    private const string Header = "# where it comes from\n\n@problemName Some\n@univariate true\n@classLabel true up down\n@data\n";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Signals_are_read_with_their_classes(string lineEnd)
    {
        LabelledSignals signals = Read((Header + "1, 2,3:up\n\n6,4,2:down\n").ReplaceLineEndings(lineEnd));
        Assert.Equal((2, 3, 2), (signals.Count, signals.Size, signals.ClassCount));
        Assert.Equal([0, 1], signals.Labels);
        Assert.Equal([1, 2, 3, 6, 4, 2], signals.Values);
    }

    [Theory]
    [InlineData("1,2:up\n1,2,3:up", "some.ts, line 8: expected 2 values, as in line 7, but found '3'.")]
    [InlineData("1,?:up", "some.ts, line 7: expected a finite number, but found '?'.")]
    [InlineData("1,:up", "some.ts, line 7: expected a finite number, but found ''.")]
    [InlineData("1,1e99:up", "some.ts, line 7: expected a finite number, but found '1e99'.")]
    [InlineData("1,2:left", "some.ts, line 7: expected one of the classes up, down, but found 'left'.")]
    [InlineData("1,2", "some.ts, line 7: expected values, a colon and the signal's class, but found '1,2'.")]
    [InlineData("1,2:3,4:up", "some.ts, line 7: expected one of the classes up, down, but found '3,4:up'.")]
    [InlineData("", "some.ts: expected signals after '@data', but the file ends there.")]
    public void A_wrong_signal_is_named_with_its_line(string data, string message) => AssertRefused(Header + data, message);

    [Theory]
    [InlineData("", "some.ts: expected a line '@data', but the file ends without one.")]
    [InlineData("@classLabel true a b", "some.ts: expected a line '@data', but the file ends without one.")]
    [InlineData("@data\n1:a", "some.ts, line 1: expected '@classLabel' before '@data', but found '@data'.")]
    [InlineData("@classLabel false", "some.ts, line 1: expected '@classLabel true' and at least two classes, but found '@classLabel false'.")]
    [InlineData("@classLabel true a", "some.ts, line 1: expected '@classLabel true' and at least two classes, but found '@classLabel true a'.")]
    [InlineData("@univariate false", "some.ts, line 1: expected '@univariate true', one channel a signal, but found '@univariate false'.")]
    [InlineData("@timeStamps true", "some.ts, line 1: expected '@timeStamps false', values without times, but found '@timeStamps true'.")]
    [InlineData("1,2:a", "some.ts, line 1: expected a line that begins with '#' or '@' before '@data', but found '1,2:a'.")]
    public void A_wrong_header_is_named_with_its_line(string header, string message) => AssertRefused(header, message);

    [Fact]
    public void Of_a_long_line_an_error_shows_the_beginning()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(Header + new string('1', 5000)));
        Assert.InRange(error.Message.Length, 40, 140);
    }

    private static LabelledSignals Read(string text) => SignalFile.Read(new StringReader(text), "some.ts");

    private static void AssertRefused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Read(text)).Message);
}

using System.Globalization;
using CnnGen.Generator.Tests.Networks;
using CnnGen.Testing;

namespace CnnGen.Generator.Tests.Emit;

/// <summary>Code and messages are the same on every machine, whatever its language is.</summary>
[Trait("Speed", "Slow")]
public class CultureTests
{
    private static readonly Lazy<Dictionary<string, string>> Expected = new(GenerateInvariantly);

    [Theory]
    [InlineData("de-DE", "neg")]
    [InlineData("tr-TR", "−")]
    public void Generated_files_are_the_same_under_every_culture(string language, string negativeSign)
    {
        using (new StrangeCulture(language, negativeSign))
        {
            Assert.Equal($"1·2·3·45,5{negativeSign}", (-12345.5).ToString("N1", CultureInfo.CurrentCulture));
            Assert.Equal(Expected.Value, Generate());
        }
    }

    [Theory]
    [InlineData("de-DE", "neg")]
    [InlineData("tr-TR", "−")]
    public void Messages_are_the_same_under_every_culture(string language, string negativeSign)
    {
        using (new StrangeCulture(language, negativeSign))
        {
            var compilation = new NetworkCompilation(
                """
                using CnnGen;

                [Network(30000)]
                [FullyConnected(20000), FullyConnected(-12), SoftmaxCrossEntropy]
                public partial class Large;

                [Network(1, 28, 28)]
                [Conv2D(6, 5, Padding = -1), Flatten, FullyConnected(40000000), SoftmaxCrossEntropy]
                public partial class Negative;
                """);
            Assert.Equal(
                [
                    "FullyConnected(20000) has 600,020,000 parameters at an input of 30000, and brings network 'Large' to 600,020,000; at most 536,870,911 can be held. Use fewer outputs or filters, or pooling before it.",
                    "FullyConnected(-12): outputs must be at least 1, but is -12. Use 1 or more.",
                    "Conv2D(6, 5, Padding = -1): Padding must be at least 0, but is -1. Use 0 or more.",
                ],
                compilation.GeneratorDiagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.CurrentCulture)));
        }
    }

    private static Dictionary<string, string> GenerateInvariantly()
    {
        CultureInfo was = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return Generate();
        }
        finally
        {
            CultureInfo.CurrentCulture = was;
        }
    }

    private static Dictionary<string, string> Generate() =>
        AllNetworks.Generate().ToDictionary(file => file.HintName, file => file.SourceText.ToString());
}

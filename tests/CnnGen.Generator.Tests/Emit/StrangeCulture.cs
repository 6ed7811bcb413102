using System.Globalization;

namespace CnnGen.Generator.Tests.Emit;

/// <summary>A culture in which numbers and letters look as they nowhere should in code, for as long as it is in use.</summary>
internal sealed class StrangeCulture : IDisposable
{
    private readonly CultureInfo _was = CultureInfo.CurrentCulture;
    private readonly CultureInfo _wasOfTexts = CultureInfo.CurrentUICulture;

    public StrangeCulture(string language, string negativeSign)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(language).Clone();
        culture.NumberFormat.NegativeSign = negativeSign;
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "·";
        culture.NumberFormat.NumberGroupSizes = [2, 1];
        culture.NumberFormat.NumberNegativePattern = 3;
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
    }

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _was;
        CultureInfo.CurrentUICulture = _wasOfTexts;
    }
}

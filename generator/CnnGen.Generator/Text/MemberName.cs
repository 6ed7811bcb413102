using System.Globalization;

namespace CnnGen.Generator.Text;

/// <summary>
/// What emitted code calls a layer: <c>Conv1</c> for <c>conv1</c>, and <c>DigitFeaturesConv1</c> for
/// <c>digitFeatures.conv1</c>. One word, which is that of kernels and files as well.
/// </summary>
internal static class MemberName
{
    public static string Of(string name) =>
        string.Concat(name.Split('.').Select(part => char.ToUpper(part[0], CultureInfo.InvariantCulture) + part.Substring(1)));
}

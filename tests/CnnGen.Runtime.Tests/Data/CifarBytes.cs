namespace CnnGen.Runtime.Tests.Data;

/// <summary>The bytes of CIFAR files.</summary>
internal static class CifarBytes
{
    public const int Image = 3 * 32 * 32;

    /// <summary>Rows of so many labels each; value v of image i is 7 i + v, modulo 256.</summary>
    public static byte[] Rows(params byte[][] labels) =>
        [.. labels.SelectMany((label, i) => label.Concat(Enumerable.Range(0, Image).Select(v => (byte)((7 * i) + v))))];

    /// <summary>Rows of one label each.</summary>
    public static byte[] Rows(params byte[] labels) => Rows([.. labels.Select(label => new[] { label })]);
}

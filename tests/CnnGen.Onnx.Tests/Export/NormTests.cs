namespace CnnGen.Onnx.Tests.Export;

/// <summary>ONNX Runtime loads no LRN whose alpha or beta is 0, where each value is divided by the power of a constant.</summary>
public class NormTests
{
    [Theory]
    [InlineData("Network(2, 1, 2); LocalResponseNorm(3, 0, 0.5, 4)", new[] { 0f, 0.5f, 1f, 1.5f })]
    [InlineData("Network(2, 1, 2); LocalResponseNorm(3, 0.1, 0, 4)", new[] { 0f, 1f, 2f, 3f })]
    [InlineData("Network(3); LocalResponseNorm(3, 0, 1, 4)", new[] { 0f, 0.25f, 0.5f })]
    [InlineData("Network(3); LocalResponseNorm(3, 0, 0, 2)", new[] { 0f, 1f, 2f })]
    public void A_norm_that_reads_no_neighbours_is_exported_as_a_product(string architecture, float[] expected) =>
        Assert.Equal(expected, ExportedLayer.Run(architecture));
}

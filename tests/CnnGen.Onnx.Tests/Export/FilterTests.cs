namespace CnnGen.Onnx.Tests.Export;

/// <summary>A fixed filter has no parameters: its coefficients are in the architecture's text.</summary>
public class FilterTests
{
    [Theory]
    [InlineData("Network(2, 3, 4); Filter2D(1, 2, -1, 1.5, Stride = 1, Padding = 0, Dilation = 2)", new[] { 3f, 3.5f, 5f, 5.5f, 7f, 7.5f, 9f, 9.5f, 11f, 11.5f, 13f, 13.5f })]
    [InlineData("Network(2, 3); Filter1D(1, 0, -0.5, Stride = 2, Padding = 1, Dilation = 1)", new[] { -0.5f, 1f, -2f, 4f })]
    public void Each_channel_is_filtered_by_itself(string architecture, float[] expected) => Assert.Equal(expected, ExportedLayer.Run(architecture));
}

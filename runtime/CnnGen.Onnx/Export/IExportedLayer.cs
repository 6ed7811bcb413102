namespace CnnGen.Onnx.Export;

/// <summary>A layer that has a form in ONNX: every layer has one.</summary>
internal interface IExportedLayer
{
    /// <summary>Writes its nodes.</summary>
    void Write(LayerWriter writer);
}

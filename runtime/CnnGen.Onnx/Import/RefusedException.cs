namespace CnnGen.Onnx.Import;

/// <summary>A node cannot be taken; the walk notes why and goes on to the next one.</summary>
internal sealed class RefusedException(string reason) : Exception(reason);

namespace CnnGen.Onnx.Layers;

/// <summary>A layer of a network, between its declaration and ONNX.</summary>
internal abstract record Layer
{
    /// <summary>What stands in an architecture's text, as docs/architecture.md promises it: every argument, in one way.</summary>
    public abstract string Signature { get; }

    /// <summary>The attribute as a person would write it: arguments that differ from the default.</summary>
    public abstract string Attribute { get; }

    /// <summary>The name's stem, numbered within a network.</summary>
    public abstract string Stem { get; }
}

namespace CnnGen.Onnx.Model;

/// <summary>A layer of a network, between its declaration and ONNX.</summary>
internal abstract record Layer
{
    /// <summary>What stands in an architecture's text, as docs/files.md promises it: every argument, in one way.</summary>
    public abstract string CanonicalText { get; }

    /// <summary>The attribute as a person would write it: arguments that differ from the default.</summary>
    public abstract string Attribute { get; }

    /// <summary>What its names begin with, numbered within a network.</summary>
    public abstract string NamePrefix { get; }

    /// <summary>Whether it moves no value, and gives the positions other names alone.</summary>
    public virtual bool OnlyRenamesPositions => false;

    /// <summary>Whether each value that it gives depends on the one in its place alone.</summary>
    public virtual bool IsElementwise => false;

    /// <summary>Whether it sums up its inputs times weights, which can take in what is done to an input by constants.</summary>
    public virtual bool SumsInputs => false;

    /// <summary>Whether it reads zeros around its input.</summary>
    public virtual bool IsPadded => false;

    /// <summary>Parts of its outputs, each of which reads its own part of the input.</summary>
    public virtual int Groups => 1;

    /// <summary>Where it begins a line of a declaration.</summary>
    public virtual LineStart LineStart => LineStart.Never;

    /// <summary>The same with biases, or without.</summary>
    public virtual Layer WithBias(bool bias) => this;
}

/// <summary>Where a layer begins a line of a declaration.</summary>
internal enum LineStart
{
    /// <summary>Nowhere.</summary>
    Never,

    /// <summary>After a layer that always begins one.</summary>
    AfterFilters,

    /// <summary>Everywhere, as a layer of filters.</summary>
    Filters,

    /// <summary>Everywhere.</summary>
    Always,
}

namespace CnnGen.Generator.Layers;

/// <summary>A function of one value; its derivative is a function of its result.</summary>
internal enum Activation
{
    None,
    ReLU,
    Sigmoid,
    Tanh,
}

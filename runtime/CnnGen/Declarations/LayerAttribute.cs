namespace CnnGen;

/// <summary>
/// A layer of a network. The layers of a class that bears <see cref="NetworkAttribute"/> or <see cref="BlockAttribute"/> are
/// chained in the order in which they are written: each takes the output of the one before it. The kinds of layers are those that come with
/// this library; the generator knows how to write each one.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }
}

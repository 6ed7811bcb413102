using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>What a layer reads: a vector, a signal or an image.</summary>
internal enum Rank
{
    Vector,
    Signal,
    Image,
}

/// <summary>A place in a network: the shape of the values there, and as what they count.</summary>
internal readonly record struct Place(Shape Shape, Rank Rank)
{
    public Place After(Layer layer)
    {
        Place before = this;
        Shape output = layer.Output(Shape);
        bool isVector = layer.GivesVector
            || (layer is Branches branches && branches.All.Any(block => block.Layers.Aggregate(before, (place, inside) => place.After(inside)).Rank == Rank.Vector));
        return new Place(output, isVector ? Rank.Vector : Rank);
    }
}

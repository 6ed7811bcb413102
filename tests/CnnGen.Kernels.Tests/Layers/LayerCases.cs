using CnnGen.Kernels.Tests.Fuzzing;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Layers;

/// <summary>
/// What the tests have of one kind of layer beside its reference. A class that derives from this one is found by itself: a folder of
/// <c>Layers/</c> holds a kind, and no list names it.
/// </summary>
internal abstract class LayerCases
{
    private const string Ending = "Cases";

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<LayerCases> All { get; } =
    [
        .. typeof(LayerCases).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerCases)))
            .Select(type => (LayerCases)Activator.CreateInstance(type)!)
            .OrderBy(cases => cases.Name, StringComparer.Ordinal),
    ];

    /// <summary>The kind: what comes before <c>Cases</c> in the name of the class.</summary>
    public string Name => GetType().Name[..^Ending.Length];

    /// <summary>Layers whose references are compared with finite differences.</summary>
    public abstract IEnumerable<(Shape Input, Layer Layer)> References { get; }

    /// <summary>Networks that are there for the layer: as the first, and after another that learns; at odd sizes, and of 16 channels or more.</summary>
    public abstract IEnumerable<TestNetwork> Networks { get; }

    /// <summary>Some of them once more, with layers that do not learn.</summary>
    public virtual IEnumerable<TestNetwork> ToFreeze => [];

    /// <summary>Networks whose scores are what the layer gives, where a value that is not a number has to show.</summary>
    public virtual IEnumerable<TestNetwork> NotANumber => [];

    /// <summary>Whether none of its layers takes a vector.</summary>
    public virtual bool ReadsImagesAlone => false;

    /// <summary>Whether it makes a vector of an image.</summary>
    public virtual bool GivesVectors => false;

    /// <summary>A layer for a random network, or nothing where none fits.</summary>
    public abstract Layer? Draw(Random random, Place place);

    /// <summary>Those of a kind, or nothing where a kind has none.</summary>
    public static LayerCases? Of(string name) => All.FirstOrDefault(cases => cases.Name == name);
}

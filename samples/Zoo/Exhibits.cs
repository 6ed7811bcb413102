namespace Zoo;

/// <summary>The networks on show, in the order of their years.</summary>
internal static class Exhibits
{
    public static IReadOnlyList<Exhibit> All { get; } =
    [
        Exhibit.Of(2012, AlexNet.ParameterCount, AlexNet.InferenceBytes, AlexNet.Description, seed => new AlexNet(seed)),
        Exhibit.Of(2014, Vgg16.ParameterCount, Vgg16.InferenceBytes, Vgg16.Description, seed => new Vgg16(seed)),
    ];
}

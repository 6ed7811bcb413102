namespace Zoo;

/// <summary>The networks on show, in the order of their years.</summary>
internal static class Exhibits
{
    public static IReadOnlyList<Exhibit> All { get; } =
    [
        Exhibit.Of(2012, AlexNet.ParameterCount, AlexNet.InferenceBytes, AlexNet.Description, seed => new AlexNet(seed)),
        Exhibit.Of(2014, Vgg16.ParameterCount, Vgg16.InferenceBytes, Vgg16.Description, seed => new Vgg16(seed)),
        Exhibit.Of(2014, GoogLeNet.ParameterCount, GoogLeNet.InferenceBytes, GoogLeNet.Description, seed => new GoogLeNet(seed)),
        Exhibit.Of(2014, GoogLeNetWithHeads.ParameterCount, GoogLeNetWithHeads.InferenceBytes, GoogLeNetWithHeads.Description, seed => new GoogLeNetWithHeads(seed)),
        Exhibit.Of(2015, ResNet18.ParameterCount, ResNet18.InferenceBytes, ResNet18.Description, seed => new ResNet18(seed)),
        Exhibit.Of(2015, ResNet20.ParameterCount, ResNet20.InferenceBytes, ResNet20.Description, seed => new ResNet20(seed)),
        Exhibit.Of(2015, ResNet20Projected.ParameterCount, ResNet20Projected.InferenceBytes, ResNet20Projected.Description, seed => new ResNet20Projected(seed)),
    ];
}

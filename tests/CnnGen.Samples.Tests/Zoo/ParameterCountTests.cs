using Zoo;

namespace CnnGen.Samples.Tests.Zoo;

/// <summary>The networks have as many parameters as those that were published.</summary>
public class ParameterCountTests
{
    [Theory]
    [InlineData(AlexNet.ParameterCount, 60_965_224)]
    [InlineData(Vgg16.ParameterCount, 138_357_544)]
    [InlineData(GoogLeNet.ParameterCount, 6_624_904)]
    [InlineData(GoogLeNetWithHeads.ParameterCount, 13_004_888)]
    [InlineData(ResNet18.ParameterCount, 11_689_512)]
    [InlineData(ResNet20.ParameterCount, 269_722)]
    [InlineData(ResNet20Projected.ParameterCount, 272_474)]
    public void A_network_has_the_parameters_that_it_is_known_for(int count, int expected) => Assert.Equal(expected, count);
}

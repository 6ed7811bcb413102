using ResNet;

namespace CnnGen.Samples.Tests.ResNet;

/// <summary>What is learned and what is held out.</summary>
public sealed class StudyTests : IDisposable
{
    private const int RowLength = 3073;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Beside_an_excerpt_of_the_test_images_training_images_are_held_out()
    {
        Write("data_batch_1.bin", 20, label: 1);
        Write("data_batch_2.bin", 10, label: 2);
        Write("test_batch_first3.bin", 3, label: 3);
        Split split = Study.Cifar10.Open(_folder.Path);
        Assert.Equal((28, 5), (split.Train.Count, split.HeldOut.Count));
        Assert.Equal("the last 2 training images, and 3 test images", split.HeldOutIs);
        Assert.Equal([2, 2, 3, 3, 3], Enumerable.Range(0, 5).Select(split.HeldOut.Label));
        float[] image = new float[split.Train.SampleSize];
        split.Train.CopySample(27, image);
        Assert.Equal([(0 - 0.4914f) / 0.2470f, (0 - 0.4822f) / 0.2435f, (0 - 0.4465f) / 0.2616f], new[] { image[0], image[1024], image[2048] });
    }

    [Fact]
    public void With_all_test_images_all_training_images_are_learned()
    {
        Write("data_batch_1.bin", 20, label: 1);
        Write("test_batch.bin", 10_000, label: 3);
        Split split = Study.Cifar10.Open(_folder.Path);
        Assert.Equal((20, 10_000, "the 10,000 test images"), (split.Train.Count, split.HeldOut.Count, split.HeldOutIs));
    }

    [Fact]
    public void Data_that_are_not_there_are_asked_for()
    {
        string nowhere = Path.Combine(_folder.Path, "nowhere");
        Assert.Equal(
            $"There is no folder '{nowhere}'. --data names the one with the files of cifar-10, or CNNGEN_DATA the one above it; "
            + "they are to be had from https://www.cs.toronto.edu/~kriz/cifar.html, the binary version.",
            Assert.Throws<DirectoryNotFoundException>(() => Study.Cifar10.Open(nowhere)).Message);
        Assert.Contains("t10k-images", Assert.Throws<FileNotFoundException>(() => Study.FashionMnist.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private void Write(string name, int rows, byte label)
    {
        byte[] content = new byte[rows * RowLength];
        for (int row = 0; row < rows; row++)
        {
            content[row * RowLength] = label;
        }

        File.WriteAllBytes(Path.Combine(_folder.Path, name), content);
    }
}

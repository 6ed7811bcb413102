using LeNet;
using LeNet.Pictures;

namespace CnnGen.Samples.Tests.Pictures;

public sealed class SheetTests
{
    [Fact]
    public void Every_weight_of_a_convolution_is_a_square_of_its_colour()
    {
        LeNet5 model = new(seed: 1);
        model.Conv1.Weight.Values.Clear();
        model.Conv2.Weight.Values.Clear();
        int blank = Count(FilterSheet.Of(model.Conv1.Weight, model.Conv2.Weight), ColorMap.Signed[1]);
        model.Conv2.Weight.Values[7] = 1;
        model.Conv2.Weight.Values[8] = -1;
        model.Conv2.Weight.Values[^1] = 1;
        Picture sheet = FilterSheet.Of(model.Conv1.Weight, model.Conv2.Weight);

        // The last column of the colour bar has this colour as well, ten pixels high.
        Assert.Equal(0, blank);
        Assert.Equal((2 * 9 * 9) + 10, Count(sheet, ColorMap.Signed[1]));
        Assert.Equal((9 * 9) + 10, Count(sheet, ColorMap.Signed[0]));
    }

    [Fact]
    public void Every_activation_is_drawn()
    {
        LayerOutput image = new("input", [1, 2, 2], [0, 0, 0, 1]);
        Picture sheet = ActivationSheet.Of(
            image,
            [new("conv1", [3, 2, 2], [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0]), new("fc1", [70], new float[70]), new("fc2", [2], [-1, 3])]);

        // The last column of a colour bar has this colour as well, ten pixels high: of two bars, and of one.
        Assert.Equal((84 * 84) + 20, Count(sheet, ColorMap.Viridis[1]));
        Assert.Equal((40 * 40) + 10, Count(sheet, ColorMap.Signed[1]));
    }

    [Fact]
    public void The_sheet_grows_with_the_layers()
    {
        LayerOutput image = new("input", [1, 28, 28], new float[28 * 28]);
        int height = ActivationSheet.Of(image, []).Height;
        Assert.InRange(ActivationSheet.Of(image, [image, image]).Height, (2 * height) + 1, 3 * height);
    }

    [Fact]
    public void A_confusion_matrix_shows_what_is_right_in_green()
    {
        LeNet5 model = new(seed: 1);
        float[] images = new float[3 * 28 * 28];
        int predicted = model.Predict(new float[28 * 28]).Label;
        int other = (predicted + 1) % 10;
        Evaluation evaluation = model.Evaluate(Dataset.FromArrays(images, [predicted, predicted, other], 28 * 28, 10));
        Picture sheet = ConfusionSheet.Of(evaluation.Confusion);
        Assert.NotEqual(Rgb.White, Corner(predicted, predicted));
        Assert.NotEqual(Rgb.White, Corner(other, predicted));
        Assert.NotEqual(Corner(predicted, predicted), Corner(other, predicted));
        Assert.Equal(Rgb.White, Corner(predicted, other));

        Rgb Corner(int actual, int read) => sheet[96 + (64 * read) + 2, 96 + (64 * actual) + 2];
    }

    [Fact]
    public void Pictures_are_put_in_a_folder_that_is_made_and_nothing_else_is()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "some", "pictures");
        PictureFolder pictures = PictureFolder.Open(path);
        Assert.Empty(Directory.GetFileSystemEntries(path));
        pictures.Save("a.png", new Picture(1, 1));
        pictures.Save("a.png", new Picture(9, 9));
        Assert.Equal([Path.Combine(path, "a.png")], Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_refused()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("file", "");
        IOException error = Assert.Throws<IOException>(() => PictureFolder.Open(file));
        Assert.StartsWith($"--pictures needs a folder that can be written, but '{file}' is none. ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_cannot_be_written_leaves_nothing_behind()
    {
        using TemporaryFolder folder = new();
        PictureFolder pictures = PictureFolder.Open(folder.Path);
        Directory.CreateDirectory(Path.Combine(folder.Path, "a.png"));
        IOException error = Assert.Throws<IOException>(() => pictures.Save("a.png", new Picture(1, 1)));
        Assert.StartsWith($"{Path.Combine(folder.Path, "a.png")}: cannot be written. ", error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    private static int Count(Picture picture, Rgb color) =>
        (from y in Enumerable.Range(0, picture.Height) from x in Enumerable.Range(0, picture.Width) select picture[x, y])
        .Count(pixel => pixel == color);
}

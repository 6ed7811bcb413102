using CnnGen;

namespace LeNet.Pictures;

/// <summary>The pictures of a trained network.</summary>
internal static class Gallery
{
    /// <summary>Writes all of them.</summary>
    /// <returns>The name of each file, and what it shows.</returns>
    public static IReadOnlyList<(string File, string Content)> Write(
        PictureFolder folder, LeNet5 model, IdxDataset test, Evaluation evaluation)
    {
        float[] image = new float[test.SampleSize];
        test.CopySample(0, image);
        folder.Save("filters.png", FilterSheet.Of(model.Conv1.Weight, model.Conv2.Weight));
        folder.Save(
            "activations.png",
            ActivationSheet.Of(new LayerOutput("input", [1, test.Height, test.Width], image), model.Activations(image)));
        folder.Save("confusion.png", ConfusionSheet.Of(evaluation.Confusion));
        return
        [
            ("filters.png", "each kernel of a filter (column) on a channel (row): red above 0, blue below"),
            ("activations.png", $"what each layer makes of the first test image, a {test.Label(0)} read as {evaluation.Predicted[0]}"),
            ("confusion.png", "how often each class was read as which"),
        ];
    }
}

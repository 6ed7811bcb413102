using CnnGen;
using DigitReader;

const string Help =
    """
    Reads handwritten digits.

      DigitReader [picture...]   reads pictures, PGM, PNG, JPEG, BMP, GIF or TGA; without any the ten digits that it carries
      DigitReader --time         tells how long it takes to read one digit
      DigitReader --help         shows this

    A picture of 28×28 pixels is read as it is, any other one is brought into the form of MNIST's: the digit is scaled to fit a
    square of 20×20 pixels and put with its centre of mass into the middle of 28×28. What is ink is told by the border, which
    has to be paper.
    """;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Help);
    return 0;
}

if (args.FirstOrDefault(argument => argument.StartsWith("--", StringComparison.Ordinal) && args is not ["--time"]) is { } unknown)
{
    Console.Error.WriteLine($"Expected the paths of pictures, or --time or --help alone, but found '{unknown}'.");
    return 1;
}

LeNet5 network = LeNet5.LoadEmbedded();
if (args is ["--time"])
{
    Console.WriteLine(Latency.Measure(network));
    return 0;
}

bool failed = false;
Console.WriteLine("digit      0      1      2      3      4      5      6      7      8      9  %");
if (args.Length == 0)
{
    foreach (string name in SampleDigits.Names)
    {
        Show(SampleDigits.Open(name), name);
    }
}

foreach (string path in args)
{
    try
    {
        Show(PictureFile.Read(path), path);
    }
    catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(error.Message);
        failed = true;
    }
}

return failed ? 1 : 0;

void Show(Picture picture, string name)
{
    Prediction read = network.Predict(MnistForm.Of(picture));
    Console.Write($"{read.Label,5}");
    foreach (float score in read.Scores)
    {
        Console.Write($"{100 * score,7:F1}");
    }

    Console.WriteLine($"  {name}");
}

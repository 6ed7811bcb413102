using System.Text;
using CnnGen;
using Spectre.Console;
using Transfer;

Console.OutputEncoding = Encoding.UTF8;
return Options.Run(args, Run);

static int Run(Options options)
{
    using CancellationTokenSource stop = new();
    Console.CancelKeyPress += (_, press) =>
    {
        // The first press lets the step in progress end; a second one ends the process at once.
        press.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    };

    try
    {
        IAnsiConsole console = Terminal.Open();
        (IdxDataset digits, IdxDataset digitsTest) = Idx.OpenFolder(Path.Combine(AppContext.BaseDirectory, "data"));
        if (options.Data is { } folder)
        {
            if (!Directory.Exists(folder))
            {
                throw new DirectoryNotFoundException($"--data needs an existing folder, but there is none at '{folder}'.");
            }

            (IdxDataset train, IdxDataset test) = Idx.OpenFolder(folder);
            RequireShape(train, folder);
            RequireShape(test, folder);
            new Experiment<Digits, Garments, GarmentsHead>(seed => new(seed), seed => new(seed), seed => new(seed)).Run(
                console,
                new ImageTask("the digits", digits, digitsTest),
                new ImageTask(new DirectoryInfo(folder).Name, train, test),
                options.Runs,
                stop.Token);
        }
        else
        {
            int[] first = [0, 1, 2, 3, 4];
            int[] second = [5, 6, 7, 8, 9];
            new Experiment<FiveDigits, OtherDigits, OtherDigitsHead>(seed => new(seed), seed => new(seed), seed => new(seed)).Run(
                console,
                new ImageTask("the digits 0 to 4", digits.SelectClasses(first), digitsTest.SelectClasses(first)),
                new ImageTask("the digits 5 to 9", digits.SelectClasses(second), digitsTest.SelectClasses(second)),
                options.Runs,
                stop.Token);
        }

        return 0;
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("Stopped.");
        return 130;
    }
    catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}

static void RequireShape(IdxDataset images, string folder)
{
    if (images.Height != 28 || images.Width != 28 || images.ClassCount != 10)
    {
        throw new InvalidDataException(
            $"{folder}: expected images of 28×28 pixels in 10 classes, but found {images.Height}×{images.Width} pixels and {images.ClassCount} classes.");
    }
}

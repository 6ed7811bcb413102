using System.Text;
using ResNet;

Console.OutputEncoding = Encoding.UTF8;
return Options.Run(args, Run);

static int Run(Options options)
{
    FileSizeLimit.BecomesAnError();
    using CancellationTokenSource stop = new();
    Console.CancelKeyPress += (_, press) =>
    {
        // The first press lets the step in progress end; a second one ends the process at once.
        press.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    };

    try
    {
        Split split = options.Study.Open(options.Data);
        if (options.Study == Study.Cifar10)
        {
            Training.Run(new ResNet20(options.Seed), ResNet20.ParameterCount, options, split, Display.Open(), stop.Token);
        }
        else
        {
            Training.Run(new ResNet8(options.Seed), ResNet8.ParameterCount, options, split, Display.Open(), stop.Token);
        }

        return 0;
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("Stopped.");
        return 130;
    }
    catch (Exception error) when (error
        is IOException or InvalidDataException or UnauthorizedAccessException or ArithmeticException or ArgumentException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}

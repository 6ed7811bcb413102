using DigitTrainer;

return Options.Run(args, Run);

static int Run(Options options)
{
    FileSizeLimit.BecomesAnError();
    CancellationTokenSource stop = new();
    Console.CancelKeyPress += (_, press) =>
    {
        // The first press lets the step in progress end; a second one ends the process at once.
        press.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    };

    try
    {
        Training.Run(options, stop.Token);
        return 0;
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("Stopped; no weights were written.");
        return 130;
    }
    catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArithmeticException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}

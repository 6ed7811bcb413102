using System.Text;
using Zoo;

Console.OutputEncoding = Encoding.UTF8;
return Options.Run(args, Run);

static int Run(Options options)
{
    using CancellationTokenSource stop = new();
    Console.CancelKeyPress += (_, press) =>
    {
        // The first press lets the prediction in progress end; a second one ends the process at once.
        press.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    };

    try
    {
        new Display(Terminal.Open()).Show(options, stop.Token);
        return 0;
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("Stopped.");
        return 130;
    }
}

using CnnGen;

namespace DigitTrainer;

/// <summary>A line that says how far training is, where somebody is looking.</summary>
internal sealed class ProgressLine : IProgress<TrainingProgress>
{
    private const int Width = 60;

    public void Report(TrainingProgress value)
    {
        if (!Console.IsErrorRedirected)
        {
            string line = $"epoch {value.Epoch}/{value.Epochs}  {(double)value.Samples / value.TotalSamples:P0}  {value.SamplesPerSecond:N0} samples/s";
            Console.Error.Write($"\r{line.PadRight(Width)}");
        }
    }

    public static void Clear()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{new string(' ', Width)}\r");
        }
    }
}

using System.Diagnostics;
using System.Text;
using Filters;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;
return Options.Run(args, Run);

static int Run(Options options)
{
    FileSizeLimit.BecomesAnError();
    try
    {
        if (File.Exists(options.Out))
        {
            throw new IOException($"--out needs a folder, but {options.Out} is a file.");
        }

        Picture picture = options.Picture is { } path ? PictureFile.Read(path) : Scene.Draw();
        Directory.CreateDirectory(options.Out);
        IAnsiConsole terminal = Terminal.Open();
        Table table = new Table().Border(TableBorder.Simple).AddColumns("file", "kernel", "what it shows");
        List<Picture> sheet = [picture];
        PictureFile.Write(Path.Combine(options.Out, "original.png"), sheet);
        TimeSpan time = TimeSpan.Zero;
        foreach (ShownFilter filter in ShownFilter.All)
        {
            long start = Stopwatch.GetTimestamp();
            Picture filtered = filter.Apply(picture);
            time += Stopwatch.GetElapsedTime(start);
            PictureFile.Write(Path.Combine(options.Out, $"{filter.Name}.png"), [filtered]);
            sheet.Add(filtered);
            table.AddRow(new Text($"{filter.Name}.png"), new Text(filter.Kernel), new Text(filter.Shows)).AddEmptyRow();
        }

        PictureFile.Write(Path.Combine(options.Out, "all.png"), sheet, columns: 4, zoom: 2);
        terminal.Write(table);
        terminal.WriteLine(
            "Each filter is a network of its own: its kernel is part of the compiled code, and red, green and blue are filtered alike.");
        terminal.WriteLine(
            "Edges have a sign, so mid-grey is zero in the first three: brighter than its neighbours is bright, darker is dark.");
        terminal.WriteLine(
            $"Written to {Path.GetFullPath(options.Out)}; all.png has the original and then all six, each pixel four times as large.");
        terminal.WriteLine($"Filtered in {time.TotalMilliseconds:N0} ms, most of which the first call took to compile the code for this machine.");
        return 0;
    }
    catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}

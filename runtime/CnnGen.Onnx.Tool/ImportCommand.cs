using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace CnnGen.Onnx.Tool;

/// <summary><c>import model.onnx</c>: writes the declaration and the weights.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        Argument<string> model = new("model") { Description = "An ONNX file", HelpName = "model.onnx" };
        Option<string?> className = new("--name")
        {
            Description = "The name of the class and of both files [default: made of the model's name]",
            HelpName = "name",
        };
        Option<string?> nameSpace = new("--namespace") { Description = "The namespace of the class", HelpName = "name" };
        Option<string> folder = new("--out")
        {
            Description = "The folder for both files",
            HelpName = "folder",
            DefaultValueFactory = _ => ".",
        };
        Option<int[]?> input = new("--input")
        {
            Description = "The shape of a sample, such as 3,32,32, where the model leaves it open",
            HelpName = "sizes",
            CustomParser = argument =>
            {
                string text = argument.Tokens[0].Value;
                string[] parts = text.Split(',');
                int[] sizes = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0)];
                if (sizes.Length is >= 1 and <= 3 && sizes.All(size => size > 0))
                {
                    return sizes;
                }

                argument.AddError($"--input needs one to three sizes from 1 on with commas between, but is '{text}'.");
                return null;
            },
        };
        Option<OnnxLoss> loss = new("--loss")
        {
            Description = "The loss to train with; FromModel takes the one that predicts what the model does",
            DefaultValueFactory = _ => OnnxLoss.FromModel,
        };
        Option<bool> force = new("--force") { Description = "Replace files that are there already" };

        Command command = new("import", "Writes a model as a C# declaration and a safetensors file.")
        {
            model, className, nameSpace, folder, input, loss, force,
        };
        command.SetAction(line => Run(
            line.GetRequiredValue(model),
            new OnnxImportOptions
            {
                ClassName = line.GetValue(className),
                Namespace = line.GetValue(nameSpace),
                InputShape = line.GetValue(input) is { Length: > 0 } shape ? shape : null,
                Loss = line.GetRequiredValue(loss),
            },
            line.GetRequiredValue(folder),
            line.GetValue(force)));
        return command;
    }

    private static int Run(string model, OnnxImportOptions options, string folder, bool force)
    {
        try
        {
            OnnxImport import = OnnxImport.Open(model, options);
            string declaration = Path.Combine(folder, $"{import.ClassName}.cs");
            string weights = Path.Combine(folder, $"{import.ClassName}.safetensors");
            if (!force && new[] { declaration, weights }.FirstOrDefault(File.Exists) is { } existing)
            {
                throw new IOException($"{existing}: is there already; --force replaces it.");
            }

            Directory.CreateDirectory(folder);
            import.SaveWeights(weights);
            import.SaveDeclaration(declaration);
            Report(import, declaration, weights);
            return 0;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static void Report(OnnxImport import, string declaration, string weights)
    {
        AnsiConsole.Write(new Panel(new Text(import.Declaration.TrimEnd())).Header(Markup.Escape(declaration)).Expand());
        foreach (string remark in import.Remarks)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]Note[/] {remark}");
        }

        if (import.Loss == OnnxLoss.MeanSquaredError)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"[yellow]Note[/] The outputs are taken as numbers. Where they are the scores of classes, import with --loss SoftmaxCrossEntropy to train on.");
        }

        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{import.ParameterCount:N0} parameters in {weights}: [bold]{import.ClassName}.Load(\"{Path.GetFileName(weights)}\")[/]");
    }
}

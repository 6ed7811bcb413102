using System.CommandLine;
using System.CommandLine.Parsing;
using CnnGen.Onnx.Tool;
using Samples;

FileSizeLimit.BecomesAnError();
ParseResult line = new RootCommand("Brings ONNX models into CnnGen.") { ImportCommand.Create() }.Parse(args);
foreach (ParseError error in line.Errors)
{
    Console.Error.WriteLine(error.Message);
}

return line.Errors.Count > 0 ? 1 : line.Invoke();

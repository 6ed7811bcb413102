using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using CnnGen.Onnx.Tool;

// SIGXFSZ, on Linux and macOS: a file that may not become so large (ulimit -f) is then an error of its write, and not the end of
// the process, with half a file left.
using PosixSignalRegistration? limit = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create((PosixSignal)25, signal => signal.Cancel = true);

ParseResult line = new RootCommand("Brings ONNX models into CnnGen.") { ImportCommand.Create() }.Parse(args);
foreach (ParseError error in line.Errors)
{
    Console.Error.WriteLine(error.Message);
}

return line.Errors.Count > 0 ? 1 : line.Invoke();

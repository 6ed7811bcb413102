using System.CommandLine;
using CnnGen.Benchmarks.Commands;

RootCommand command = new("Measures how fast CnnGen trains.")
{
    TrainingCommand.Create(),
    LayersCommand.Create(),
    VersusPyTorchCommand.Create(),
};

return command.Parse(args).Invoke();

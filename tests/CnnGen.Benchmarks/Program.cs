using System.CommandLine;
using CnnGen.Benchmarks.Commands;

RootCommand command = new("Measures how fast CnnGen trains and predicts, and what a network costs before it does.")
{
    TrainingCommand.Create(),
    OptimizersCommand.Create(),
    InferenceCommand.Create(),
    LayersCommand.Create(),
    GrowthCommand.Create(),
    TypingCommand.Create(),
    VersusPyTorchCommand.Create(),
    VersusOnnxRuntimeCommand.Create(),
};

return command.Parse(args).Invoke();

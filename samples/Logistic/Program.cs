using System.Text;
using CnnGen;
using CnnGen.Networks;
using Logistic;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;
return Options.Run(args, Run);

static int Run(Options options)
{
    try
    {
        (IdxDataset train, IdxDataset test) = Idx.OpenFolder(options.Data);
        Pair easy = Pair.Of(0, 1, train, test);
        Pair hard = Pair.Of(options.Pair[0], options.Pair[1], train, test);

        Console.WriteLine(ReportLine.Header);
        SingleUnit easyUnit = new(seed: 1);
        SingleUnit hardUnit = new(seed: 1);

        // What one unit learns does not depend on where it begins; from zero, pixels that never see ink keep no weight.
        easyUnit.Fc1.Weight.Values.Clear();
        hardUnit.Fc1.Weight.Values.Clear();
        Train("single unit", easyUnit, SingleUnit.ParameterCount, easy, options.Epochs);
        Train("deep network", new DeepNetwork(seed: 1), DeepNetwork.ParameterCount, easy, options.Epochs);
        Evaluation unit = Train("single unit", hardUnit, SingleUnit.ParameterCount, hard, options.Epochs);
        Evaluation deep = Train("deep network", new DeepNetwork(seed: 1), DeepNetwork.ParameterCount, hard, options.Epochs);

        Console.WriteLine();
        Console.WriteLine(ConfusionLine.Of(hard, "single unit", unit.Confusion));
        Console.WriteLine(ConfusionLine.Of(hard, "deep network", deep.Confusion));
        Console.WriteLine();
        Console.WriteLine("What the single unit has learned, a weight a pixel:");
        Console.WriteLine();
        Terminal.Open().Write(new Columns(Drawing(easyUnit, easy, test.Width), Drawing(hardUnit, hard, test.Width)) { Expand = false });
        return 0;
    }
    catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}

static Evaluation Train<T>(string name, T model, int parameters, Pair pair, int epochs)
    where T : class, INetwork<T>
{
    Trainer<T> trainer = new(model, new Sgd(learningRate: 0.05f) { Momentum = 0.9f }) { Seed = 1 };
    TrainingHistory history = trainer.Fit(pair.Train, epochs: epochs);
    Evaluation evaluation = model.Evaluate(pair.Test);
    Console.WriteLine(ReportLine.Of(pair, name, parameters, evaluation, history.TrainTime));
    return evaluation;
}

static Rows Drawing(SingleUnit model, Pair pair, int width) => new(
    new Markup($"[red]- speaks for {pair.Negative}[/], [blue]+ for {pair.Positive}[/]"),
    new WeightPicture(model.Fc1.Weight.Values.ToArray(), width));

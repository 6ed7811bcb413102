using CnnGen.Files;
using CnnGen.Memory;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training.Monitoring;

/// <summary>The weights of the best epoch, in memory and as a file, and in checkpoints under the names of the parameters with <c>.best</c>.</summary>
internal sealed class BestWeights<T>
    where T : class, INetwork<T>
{
    private readonly TrainingMonitor _monitor;
    private readonly T _model;
    private readonly Arena? _best;

    /// <exception cref="IOException">The file of the best weights could not be written.</exception>
    public BestWeights(TrainingMonitor monitor, T model)
    {
        _monitor = monitor;
        _model = model;
        if (monitor.BestWeightsPath is { } path)
        {
            FileReplacement.ThrowUnlessPossible(path);
        }

        _best = monitor.RestoresBest ? new Arena(model.Parameters.Arena.Length) : null;
        Tensors = _best is null ? [] : [.. T.Layout.Parameters.Select(parameter => new Parameter(_best, parameter with { Name = parameter.Name + ".best" }))];
    }

    /// <summary>What a checkpoint saves of them.</summary>
    public IReadOnlyList<Parameter> Tensors { get; }

    /// <summary>Takes note of an epoch, with the weights that it left.</summary>
    /// <exception cref="IOException">The file of the best weights cannot be written, and is as it was.</exception>
    public void Look(EpochReport report)
    {
        if (!_monitor.Look(report))
        {
            return;
        }

        if (_best is not null)
        {
            _model.Parameters.Arena.Span.CopyTo(_best.Span);
        }

        if (_monitor.BestWeightsPath is { } path)
        {
            _model.Save(path);
        }
    }

    /// <summary>Gives the network the weights of the best epoch.</summary>
    public void Restore()
    {
        if (_best is not null && _monitor.BestEpoch > 0)
        {
            _best.Span.CopyTo(_model.Parameters.Arena.Span);
            _model.Parameters.MarkChanged();
        }
    }
}

using System.Runtime.CompilerServices;
using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Numerics;
using CnnGen.Parameters;

namespace CnnGen.Training.Optimizers;

/// <summary>
/// The state of a rule that moves each weight by itself. An update is one pass over weights, gradient and state in ranges, which run side by
/// side; the rule is written once on lanes.
/// </summary>
internal abstract class ElementwiseState : OptimizerState, IParallelWork
{
    private readonly LaneWidth _width;
    private readonly UpdateRange[] _ranges;
    private readonly Arena[] _state;
    private Arena? _weights;
    private Arena? _gradient;

    /// <param name="optimizer">The optimiser.</param>
    /// <param name="tensors">What it moves.</param>
    /// <param name="width">The width of vectors.</param>
    protected ElementwiseState(Optimizer optimizer, IReadOnlyList<LearnedTensor> tensors, LaneWidth width)
        : base(optimizer)
    {
        _width = LaneWidths.Resolve(width);
        _ranges = UpdateRange.Of(tensors);
        _state = [.. optimizer.StateNames.Select(_ => new Arena(tensors.Sum(tensor => tensor.Length)))];
        Dictionary<int, int> places = UpdateRange.Places(tensors);
        Tensors =
        [
            .. from state in _state.Zip(optimizer.StateNames)
               from tensor in tensors
               let layout = tensor.Layout
               select new Parameter(state.First, layout with { Name = $"{layout.Name}.{state.Second}", Offset = places[layout.Offset] }),
        ];
    }

    public override IReadOnlyList<Parameter> Tensors { get; }

    public int Tasks => _ranges.Length;

    /// <summary>The bytes of so many numbers for each of so many floats.</summary>
    public static long BytesFor(int numbers, long length) => numbers * Arena.BytesFor(length);

    public override void Update(Arena weights, Arena gradient, int threads)
    {
        _weights = weights;
        _gradient = gradient;
        WorkerPool.Shared.Run(this, Tasks, threads);
    }

    public void Run(int task, int worker)
    {
        UpdateRange range = _ranges[task];
        ref float weight = ref Unsafe.Add(ref _weights!.Origin, range.Start);
        ref float gradient = ref Unsafe.Add(ref _gradient!.Origin, range.Start);
        switch (_width)
        {
            case LaneWidth.Bits128:
                Update<Lanes128>(ref weight, ref gradient, range);
                break;
            case LaneWidth.Bits256:
                Update<Lanes256>(ref weight, ref gradient, range);
                break;
            default:
                Update<Lanes512>(ref weight, ref gradient, range);
                break;
        }
    }

    /// <summary>Moves the weights of a range.</summary>
    /// <param name="weight">The first weight of the range.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="range">The range, and the factors that apply to it.</param>
    protected abstract void Update<V>(ref float weight, ref float gradient, UpdateRange range)
        where V : struct, ILanes<V>;

    /// <summary>The first float of a range in one of <see cref="Optimizer.StateNames"/>.</summary>
    protected ref float State(int number, UpdateRange range) => ref Unsafe.Add(ref _state[number].Origin, range.StateStart);
}

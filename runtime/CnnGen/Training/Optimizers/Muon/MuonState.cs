using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Numerics;
using CnnGen.Parameters;

namespace CnnGen.Training.Optimizers;

/// <summary>
/// The momenta of <see cref="Muon"/>, and its rule, matrix after matrix; each is shared out among the threads. The rest goes to AdamW.
/// </summary>
internal sealed class MuonState : OptimizerState, IParallelWork
{
    public const string MomentumName = "momentum_buffer";

    private const double NormEpsilon = 1e-7;

    // Rows of a task: the longest stretch of a tensor that a task needs is a whole cache line.
    private const int RowsOfTask = 64;

    private readonly Muon _optimizer;
    private readonly MuonMatrix[] _matrices;
    private readonly Arena _momenta;
    private readonly NewtonSchulz _orthogonal;
    private readonly SquaredNorm _norm;
    private readonly AdamState _rest;
    private Arena? _weights;
    private Arena? _gradient;
    private MuonMatrix? _matrix;
    private float _factor;
    private bool _isLoading;

    public MuonState(Muon optimizer, LearnedParameters parameters, LaneWidth width)
        : base(optimizer)
    {
        _optimizer = optimizer;
        _matrices = MuonMatrix.Of(parameters);
        _momenta = new Arena(LengthOf(_matrices));
        _orthogonal = new NewtonSchulz(_matrices, width);
        _norm = new SquaredNorm(_orthogonal.Matrix.Length);
        _rest = new AdamState(optimizer.Rest(), RestOf(parameters), width);
        Tensors =
        [
            .. _matrices.Select(matrix => new Parameter(
                _momenta, matrix.Tensor.Layout with { Name = $"{matrix.Tensor.Layout.Name}.{MomentumName}", Offset = matrix.StateStart })),
            .. _rest.Tensors,
        ];
    }

    public override IReadOnlyList<Parameter> Tensors { get; }

    /// <summary>The bytes of what it keeps, and of what a step takes to compute.</summary>
    public static long BytesFor(LearnedParameters parameters)
    {
        MuonMatrix[] matrices = MuonMatrix.Of(parameters);
        return Arena.BytesFor(LengthOf(matrices))
            + ElementwiseState.BytesFor(numbers: 2, RestOf(parameters).Sum(tensor => tensor.Length))
            + NewtonSchulz.BytesFor(matrices)
            + SquaredNorm.BytesFor(matrices.Select(matrix => matrix.Length).DefaultIfEmpty().Max());
    }

    public override void BeginStep(float learningRate, float? momentum = null)
    {
        _rest.Steps = Steps;
        base.BeginStep(learningRate, momentum);
        _rest.BeginStep(learningRate * _optimizer.AdamLearningRateScale);
    }

    public override void Update(Arena weights, Arena gradient, int threads)
    {
        _weights = weights;
        _gradient = gradient;
        _rest.Update(weights, gradient, threads);
        foreach (MuonMatrix matrix in _matrices)
        {
            _matrix = matrix;
            Pass(isLoading: true, factor: 0f, threads);
            double norm = Math.Sqrt(_norm.Of(_orthogonal.Matrix, matrix.Length, threads));
            Normalize((float)(1 / (norm + NormEpsilon)));
            _orthogonal.Orthogonalize(matrix, threads);
            Pass(isLoading: false, (float)(-(double)LearningRate * matrix.Tensor.LearningRateScale * matrix.Scale), threads);
        }
    }

    public void Run(int task, int worker)
    {
        MuonMatrix matrix = _matrix!;
        int first = task * RowsOfTask;
        if (_isLoading)
        {
            Load(matrix, first, Math.Min(matrix.PaddedRows, first + RowsOfTask));
        }
        else
        {
            Move(matrix, first, Math.Min(matrix.Rows, first + RowsOfTask));
        }
    }

    private void Pass(bool isLoading, float factor, int threads)
    {
        _isLoading = isLoading;
        _factor = factor;
        WorkerPool.Shared.Run(this, (_matrix!.PaddedRows + RowsOfTask - 1) / RowsOfTask, threads);
    }

    // The momentum takes the gradient in; the matrix becomes what the weights will follow.
    private void Load(MuonMatrix matrix, int firstRow, int endRow)
    {
        ReadOnlySpan<float> gradient = _gradient!.Span.Slice(matrix.Tensor.Layout.Offset, matrix.Tensor.Layout.Length);
        Span<float> momenta = _momenta.Span.Slice(matrix.StateStart, matrix.Tensor.Layout.Length);
        float momentum = Momentum;
        float part = 1f - momentum;
        bool isNesterov = _optimizer.Nesterov;
        for (int row = firstRow; row < endRow; row++)
        {
            Span<float> values = _orthogonal.Matrix.Span.Slice(row * matrix.PaddedColumns, matrix.PaddedColumns);
            values.Clear();
            for (int column = 0; row < matrix.Rows && column < matrix.Columns; column++)
            {
                int place = (row * matrix.RowStep) + (column * matrix.ColumnStep);
                float g = gradient[place];
                float m = LaneMath.FlushOne(momenta[place] + (part * (g - momenta[place])));
                momenta[place] = m;
                values[column] = isNesterov ? g + (momentum * (m - g)) : m;
            }
        }
    }

    private void Normalize(float factor)
    {
        foreach (ref float value in _orthogonal.Matrix.Span[.._matrix!.Length])
        {
            value = LaneMath.FlushOne(value * factor);
        }
    }

    private void Move(MuonMatrix matrix, int firstRow, int endRow)
    {
        Span<float> weights = _weights!.Span.Slice(matrix.Tensor.Layout.Offset, matrix.Tensor.Layout.Length);
        double decay = (double)_optimizer.WeightDecay * matrix.Tensor.WeightDecayScale;
        float keep = (float)(1 - ((double)LearningRate * matrix.Tensor.LearningRateScale * decay));
        for (int row = firstRow; row < endRow; row++)
        {
            ReadOnlySpan<float> values = _orthogonal.Matrix.Span.Slice(row * matrix.PaddedColumns, matrix.Columns);
            for (int column = 0; column < values.Length; column++)
            {
                ref float weight = ref weights[(row * matrix.RowStep) + (column * matrix.ColumnStep)];
                weight = LaneMath.FlushOne((weight * keep) + (_factor * values[column]));
            }
        }
    }

    private static int LengthOf(IReadOnlyList<MuonMatrix> matrices) => matrices.Sum(matrix => matrix.Tensor.Length);

    private static LearnedTensor[] RestOf(LearnedParameters parameters) => [.. parameters.Tensors.Where(tensor => !MuonMatrix.Includes(tensor))];
}

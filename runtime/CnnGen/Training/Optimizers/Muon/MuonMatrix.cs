using CnnGen.Numerics;

namespace CnnGen.Training.Optimizers;

/// <summary>
/// A weight matrix that <see cref="Muon"/> moves. It is worked on as its larger side in rows and its smaller one, filled up to whole vectors, in
/// columns, so that products over the smaller side are the ones that are squared.
/// </summary>
internal sealed class MuonMatrix
{
    /// <param name="tensor">A tensor that <see cref="Includes"/>.</param>
    /// <param name="stateStart">Where its momentum lies among those of all matrices.</param>
    public MuonMatrix(LearnedTensor tensor, int stateStart)
    {
        Tensor = tensor;
        StateStart = stateStart;
        int outputs = tensor.Layout.Shape[0];
        int inputs = tensor.Layout.Length / outputs;
        Rows = Math.Max(outputs, inputs);
        Columns = Math.Min(outputs, inputs);
        (RowStep, ColumnStep) = outputs > inputs ? (inputs, 1) : (1, inputs);
        Scale = Math.Sqrt(Math.Max(1, (double)outputs / inputs));
    }

    public LearnedTensor Tensor { get; }

    public int StateStart { get; }

    /// <summary>The larger of outputs and inputs.</summary>
    public int Rows { get; }

    /// <summary>The smaller of them.</summary>
    public int Columns { get; }

    /// <summary>Rows, filled up to whole tiles of a product.</summary>
    public int PaddedRows => (Rows + MatrixProduct.TileRows - 1) / MatrixProduct.TileRows * MatrixProduct.TileRows;

    /// <summary>Columns, filled up to whole vectors of every width.</summary>
    public int PaddedColumns => MicroBatch.CountFor(Columns) * MicroBatch.Samples;

    /// <summary>Floats of the tensor from one row to the next.</summary>
    public int RowStep { get; }

    /// <summary>Floats of the tensor from one column to the next.</summary>
    public int ColumnStep { get; }

    /// <summary>What the learning rate is multiplied by: the root of outputs / inputs, at least 1.</summary>
    public double Scale { get; }

    /// <summary>Floats of the matrix as it is worked on.</summary>
    public int Length => checked(PaddedRows * PaddedColumns);

    /// <summary>Floats of the products of its columns.</summary>
    public int SquareLength => checked(PaddedColumns * PaddedColumns);

    /// <summary>Whether a tensor is one matrix: each of its outputs, the first dimension, has a weight for each of the inputs that meet in it.</summary>
    public static bool Includes(LearnedTensor tensor) =>
        tensor.Layout.IsWeight && tensor.Layout.Length == tensor.Layout.Shape[0] * tensor.Layout.FanIn;

    /// <summary>The matrices among tensors, with their places among the momenta.</summary>
    public static MuonMatrix[] Of(LearnedParameters parameters)
    {
        LearnedTensor[] tensors = [.. parameters.Tensors.Where(Includes)];
        Dictionary<int, int> places = UpdateRange.Places(tensors);
        return [.. tensors.Select(tensor => new MuonMatrix(tensor, places[tensor.Layout.Offset]))];
    }
}

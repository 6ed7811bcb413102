namespace CnnGen;

/// <summary>The loss that ends an imported network.</summary>
public enum OnnxLoss
{
    /// <summary>
    /// The one that predicts what the model does: <see cref="SoftmaxCrossEntropy"/> for a model that ends with Softmax,
    /// <see cref="BinaryCrossEntropy"/> for one that ends with the Sigmoid of one score, else <see cref="MeanSquaredError"/>,
    /// whose predictions are the outputs as they are.
    /// </summary>
    FromModel = 0,

    /// <summary>The outputs are scores of classes; predictions are their softmax.</summary>
    SoftmaxCrossEntropy = 1,

    /// <summary>The one output is the score of class 1; the prediction is its Sigmoid.</summary>
    BinaryCrossEntropy = 2,

    /// <summary>The outputs are numbers.</summary>
    MeanSquaredError = 3,
}

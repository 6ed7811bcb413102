namespace CnnGen;

/// <summary>Dropout: in training each value is dropped with a probability, so that units learn not to rely on one another.</summary>
/// <remarks>
/// <para>The output has the shape of the input. In a training step <c>y = x * m</c>, where m is 0 with probability rate and else
/// 1 / (1 - rate), drawn for each value of each sample; the gradient is <c>dx = dy * m</c>. Prediction, evaluation and
/// <c>Activations</c> take values as they are: what is kept is larger in training, so that the mean is the same (inverted dropout, as in PyTorch;
/// Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, 2014).</para>
/// <para>What is dropped depends on the trainer's seed, the step, the layer's name, the sample's place in the batch and the value's place in
/// the sample: it is the same on any number of threads, with vectors of any width, and in a run that goes on from a checkpoint.
/// The loss and the accuracy that an epoch reports of its own steps are those with dropout.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3012.md">CNN3012</see> for a rate below 0, or 1 and more.</para>
/// </remarks>
/// <row shapes="any, unchanged" parameters="">in training alone</row>
/// <param name="rate">The probability with which a value is dropped: 0 to less than 1.</param>
public sealed class DropoutAttribute(double rate = 0.5) : LayerAttribute
{
    /// <summary>The probability with which a value is dropped: 0 to less than 1.</summary>
    public double Rate { get; } = rate;
}

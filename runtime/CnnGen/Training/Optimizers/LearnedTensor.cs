using CnnGen.Parameters;

namespace CnnGen.Training.Optimizers;

/// <summary>A tensor that learns, and how an optimiser treats it.</summary>
/// <param name="Layout">Its name, its shape, and its place in the arena of all parameters.</param>
/// <param name="Length">Floats up to the next tensor: a multiple of 16.</param>
/// <param name="LearningRateScale">What the learning rate is multiplied by.</param>
/// <param name="WeightDecayScale">What the weight decay is multiplied by.</param>
internal sealed record LearnedTensor(ParameterLayout Layout, int Length, float LearningRateScale, float WeightDecayScale);

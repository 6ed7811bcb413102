namespace CnnGen.Training.Optimizers;

/// <summary>A setting of an optimiser, as a checkpoint stores it and a message names it.</summary>
/// <param name="Name">Lower-case words: <c>weight decay</c>. It never changes.</param>
/// <param name="Value">The number as text, the same under every culture, that gives the same bits again.</param>
internal readonly record struct OptimizerSetting(string Name, string Value);

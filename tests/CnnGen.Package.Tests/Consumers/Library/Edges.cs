using System;
using CnnGen;

[assembly: CLSCompliant(false)]

namespace Library;

/// <summary>Features of small pictures.</summary>
[Block]
[Conv2D(4, 3, Padding = 1), ReLU, MaxPool2D(2)]
public static class Edges;

/// <summary>Tells two kinds of pictures apart.</summary>
[Network(1, 8, 8)]
[Use(typeof(Edges))]
[Flatten, FullyConnected(2), SoftmaxCrossEntropy]
public sealed partial class EdgeNet;

/// <summary>Predicts a number.</summary>
[Network(2, 32)]
[Conv1D(4, 5), Tanh, AveragePool1D(2)]
[Flatten, FullyConnected(1), MeanSquaredError]
public sealed partial class Level;

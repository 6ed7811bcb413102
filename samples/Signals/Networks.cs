using CnnGen;

namespace Signals;

// Where a length is odd, the last point of many stays unread.
#pragma warning disable CNN2009

/// <summary>A day's demand for electricity, hour by hour.</summary>
[Network(1, 24)]
[Conv1D(16, 5, Padding = 2), ReLU, AveragePool1D(2)]
[Conv1D(16, 5, Padding = 2), ReLU, AveragePool1D(2)]
[Flatten, FullyConnected(32), ReLU, FullyConnected(2)]
[SoftmaxCrossEntropy]
public sealed partial class PowerNetwork;

/// <summary>The way of a hand.</summary>
[Network(1, 150)]
[Conv1D(16, 5, Padding = 2), ReLU, AveragePool1D(2)]
[Conv1D(16, 5, Padding = 2), ReLU, AveragePool1D(2)]
[Flatten, FullyConnected(32), ReLU, FullyConnected(2)]
[SoftmaxCrossEntropy]
public sealed partial class MotionNetwork;

/// <summary>The outline of an arrowhead.</summary>
[Network(1, 251)]
[Conv1D(16, 5, Padding = 2), ReLU, AveragePool1D(2)]
[Conv1D(16, 5, Padding = 2), ReLU, AveragePool1D(2)]
[Flatten, FullyConnected(32), ReLU, FullyConnected(3)]
[SoftmaxCrossEntropy]
public sealed partial class OutlineNetwork;

/// <summary>A digit seen from its four sides: four channels of one signal.</summary>
[Network(4, 28)]
[Conv1D(16, 5, Padding = 2), ReLU, MaxPool1D(2)]
[Conv1D(32, 5, Padding = 2), ReLU, MaxPool1D(2)]
[Flatten, FullyConnected(32), ReLU, FullyConnected(10)]
[SoftmaxCrossEntropy]
public sealed partial class ProfileNetwork;

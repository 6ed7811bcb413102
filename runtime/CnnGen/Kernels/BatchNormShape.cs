using System.ComponentModel;

namespace CnnGen.Kernels;

/// <summary>What a batch normalisation reads and writes of a micro-batch: as many values on both sides, each lying in its way.</summary>
/// <param name="Channels">Channels of an image or a signal, features of a vector.</param>
/// <param name="Positions">Values of a channel in one sample.</param>
/// <param name="InputPlane">Vectors from channel to channel of the input.</param>
/// <param name="OutputPlane">Vectors from channel to channel of the output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BatchNormShape(int Channels, int Positions, int InputPlane, int OutputPlane);

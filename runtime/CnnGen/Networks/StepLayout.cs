using System.ComponentModel;

namespace CnnGen.Networks;

/// <summary>
/// What one step of a network's forward pass computes: a layer together with the activation after it, where its kernels
/// apply it.
/// </summary>
/// <param name="Name">The layer's name: <c>conv1</c>.</param>
/// <param name="Shape">Channels, height, width; or channels, length; or features.</param>
/// <param name="Offset">Where the values lie in the arena of a micro-batch.</param>
/// <param name="Plane">Values from one channel to the next: height × width, or one more.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record StepLayout(string Name, IReadOnlyList<int> Shape, int Offset, int Plane);

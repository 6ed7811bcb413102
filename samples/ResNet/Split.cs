using CnnGen;

namespace ResNet;

/// <summary>What is learned, and what is not seen until it was.</summary>
/// <param name="Train">The training images.</param>
/// <param name="HeldOut">The others.</param>
/// <param name="HeldOutIs">Which ones these are.</param>
internal sealed record Split(Dataset Train, Dataset HeldOut, string HeldOutIs);

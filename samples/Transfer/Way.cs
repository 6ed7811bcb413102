using CnnGen;

namespace Transfer;

/// <summary>A way to learn the second task.</summary>
/// <param name="Name">What learns, and where it begins.</param>
/// <param name="Train">Trains on some images, from first weights that a seed gives.</param>
internal sealed record Way(string Name, Func<int, Dataset, Outcome> Train);

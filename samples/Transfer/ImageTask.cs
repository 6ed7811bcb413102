using CnnGen;

namespace Transfer;

/// <summary>Images that a network is to tell apart.</summary>
/// <param name="Name">What they show, in the plural.</param>
/// <param name="Train">Those to learn from.</param>
/// <param name="Test">Those to be tested on.</param>
internal sealed record ImageTask(string Name, Dataset Train, Dataset Test);

namespace CnnGen.Generator.Plan;

/// <summary>What one part of a network has of a figure of the whole.</summary>
/// <param name="Part">A layer as saved weights call it, <c>conv1</c>, or what else takes memory.</param>
/// <param name="Amount">Parameters or bytes.</param>
internal readonly record struct FootprintEntry(string Part, long Amount);

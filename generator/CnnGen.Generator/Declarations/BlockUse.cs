namespace CnnGen.Generator.Declarations;

/// <summary>The use of a block in a network, directly or inside another block.</summary>
/// <param name="Path">What the names of its layers begin with: <c>digitFeatures</c>, or <c>digitFeatures.edges</c> for one inside.</param>
/// <param name="Block">The name of the block's class: <c>DigitFeatures</c>.</param>
/// <param name="IsFrozen">Whether nothing in it learns.</param>
/// <param name="Text">The attribute on the network that leads here, as written: <c>Use(typeof(DigitFeatures))</c>.</param>
/// <param name="Site">The source location of that attribute.</param>
internal sealed record BlockUse(string Path, string Block, bool IsFrozen, string Text, int Site);

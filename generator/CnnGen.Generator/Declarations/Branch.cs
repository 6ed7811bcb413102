using CnnGen.Generator.Model;

namespace CnnGen.Generator.Declarations;

/// <summary>Layers that stand beside others.</summary>
/// <param name="Name">The class of its block; empty where a sum takes its input as it is.</param>
/// <param name="Layers">Its layers; none for the identity.</param>
/// <param name="LastSite">The last site that belongs to it, or to what stands in front of it.</param>
internal sealed record Branch(string Name, EquatableArray<LayerDeclaration> Layers, int LastSite);

namespace CnnGen.Generator.Declarations;

/// <summary>Where a network's class stands: what is needed to open its declaration again in another file.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">The types around it, the outermost first, as they are opened again: <c>partial class Models</c>.</param>
/// <param name="Name">The class's name as code writes it: <c>@class</c> where it is a keyword.</param>
/// <param name="FullName">Namespace, containing types and name: a file name that no other network of the project has.</param>
internal sealed record TypeIdentity(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string FullName)
{
    /// <summary>The class's name as people read it: without the sign before a keyword.</summary>
    public string DisplayName => Name.TrimStart('@');
}

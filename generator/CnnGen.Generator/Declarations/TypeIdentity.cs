using CnnGen.Generator.Model;

namespace CnnGen.Generator.Declarations;

/// <summary>Where a network's class stands: what is needed to open its declaration again in another file.</summary>
/// <param name="Namespace">As source text; empty for the global namespace.</param>
/// <param name="ContainingTypes">The types around it, the outermost first, as they are opened again: <c>partial class Models</c>.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Identifier">The class's name as source text: <c>@class</c> for a name that is a keyword.</param>
/// <param name="FullName">Namespace, containing types and name, as metadata writes them: no other network of the project has it.</param>
/// <param name="KernelNamespace">The namespace of its kernels, as source text.</param>
/// <param name="Members">Members of the class's own that generated ones must not meet.</param>
/// <param name="HasRequiredMembers">Whether whoever creates an instance has to set members of it.</param>
/// <param name="HasSummary">Whether the user says in a comment what the class is.</param>
internal sealed record TypeIdentity(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string Identifier,
    string FullName,
    string KernelNamespace,
    EquatableArray<string> Members,
    bool HasRequiredMembers,
    bool HasSummary);

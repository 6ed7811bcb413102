using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>What an editor offers for one diagnostic.</summary>
/// <param name="title">What it does, as an order to the editor.</param>
/// <param name="key">Equal for those that an editor applies together where a whole document is to be fixed.</param>
/// <param name="changes">What becomes of the text; all else stays as it is, comments and line breaks included.</param>
internal sealed class Proposal(string title, string key, params TextChange[] changes)
{
    public string Title => title;

    public string Key => key;

    public IReadOnlyList<TextChange> Changes => changes;
}

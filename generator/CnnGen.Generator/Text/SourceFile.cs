namespace CnnGen.Generator.Text;

/// <summary>A file that the generator adds to the project.</summary>
internal sealed record SourceFile(string HintName, string Text);

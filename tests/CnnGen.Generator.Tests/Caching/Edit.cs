using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Tests.Caching;

/// <summary>The generator's run after a change in one file of a project.</summary>
internal sealed class Edit
{
    private const string SourceOutput = nameof(SourceOutput);

    /// <summary>Runs the generator, changes a file, and runs it again.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="before">Its text at first.</param>
    /// <param name="after">Its text behind the change.</param>
    /// <param name="others">The other files: path and text.</param>
    public Edit(string file, string before, string after, params (string Path, string Source)[] others)
        : this([(file, before), .. others], (file, after))
    {
    }

    /// <summary>Runs the generator, changes several files at once, and runs it again.</summary>
    /// <param name="files">All files at first: path and text.</param>
    /// <param name="after">Those that change.</param>
    public Edit((string Path, string Source)[] files, params (string Path, string Source)[] after)
    {
        CSharpCompilation compilation = NetworkCompilation.Written(files);
        GeneratorDriver driver = NetworkCompilation.CreateDriver().RunGenerators(compilation);
        Before = driver.GetRunResult().Results.Single();

        foreach ((string path, string source) in after)
        {
            SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(source)));
        }

        After = driver.RunGenerators(compilation).GetRunResult().Results.Single();
    }

    public GeneratorRunResult Before { get; }

    public GeneratorRunResult After { get; }

    /// <summary>What happened to the outputs of a step of <see cref="NetworkGenerator.Steps"/>, network by network.</summary>
    public IEnumerable<IncrementalStepRunReason> Step(string name) =>
        After.TrackedSteps[name].SelectMany(step => step.Outputs).Select(output => output.Reason);

    /// <summary>What happened to the files of each network.</summary>
    public IEnumerable<IncrementalStepRunReason> Files => Outputs(NetworkGenerator.Steps.Files);

    /// <summary>What happened to the errors of each network.</summary>
    public IEnumerable<IncrementalStepRunReason> Reports => Outputs(NetworkGenerator.Steps.Reports);

    private IEnumerable<IncrementalStepRunReason> Outputs(string input) =>
        After.TrackedOutputSteps[SourceOutput]
            .Where(output => output.Inputs.Any(step => step.Source.Name == input))
            .SelectMany(output => output.Outputs)
            .Select(output => output.Reason);
}

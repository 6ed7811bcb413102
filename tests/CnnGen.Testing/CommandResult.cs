namespace CnnGen.Testing;

/// <summary>What came of a <see cref="Command"/>.</summary>
/// <param name="Status">0 where it succeeded.</param>
/// <param name="Output">What it wrote to the standard output.</param>
/// <param name="Errors">What it wrote to the standard error.</param>
public sealed record CommandResult(int Status, string Output, string Errors)
{
    // No package source, a package that it lacks, or no linker: the machine is at fault, and not the program.
    private static readonly string[] Obstacles = ["NU1100", "NU1101", "NU1102", "NU1301", "Platform linker"];

    /// <summary>Why this machine cannot publish a program; <see langword="null"/> where it can, or the program is at fault.</summary>
    public string? Obstacle => Status == 0
        ? null
        : Output.Split('\n').FirstOrDefault(line => Obstacles.Any(line.Contains))?.Trim();

    /// <summary>The lines of its output that are not empty.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The same, if it has succeeded.</summary>
    /// <exception cref="InvalidOperationException">It has not; the message is all that it wrote.</exception>
    public CommandResult Succeeded() => Status == 0 ? this : throw new InvalidOperationException($"Expected exit code 0, but found {this}");

    /// <summary>All that it wrote.</summary>
    public override string ToString() => $"exit code {Status}\n{Output}\n{Errors}";
}

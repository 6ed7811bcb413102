using System.CommandLine;
using CnnGen.Benchmarks.Measurement;
using CnnGen.Benchmarks.Typing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints what a keystroke costs in an editor, and what is computed again after it.</summary>
internal static class TypingCommand
{
    private static readonly string[] Times =
    [
        "typed into", "edits", "generator: median, ms", "worst, ms", "analyzer: median, ms", "worst, ms", "compiler: median, ms", "worst, ms", "networks written again",
    ];

    private static readonly string[] Reasons = ["typed into", "step", "new", "modified", "unchanged", "cached", "removed"];

    public static Command Create()
    {
        Command command = new("typing", "Measures what each letter costs that is typed into a project with 50 networks");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        Report report = Report.ToStandardOutput();
        foreach (string line in Machine.Describe(LaneWidth.Widest))
        {
            report.WriteLine(line);
        }

        (Passage Passage, TypingResult Result)[] typed = [.. Passage.All.Select(passage => (passage, TypingBenchmark.Run(passage)))];
        report.WriteLine();
        report.WriteTable(names: 1, Times, typed.Select(one => Row(one.Passage, one.Result)));
        report.WriteLine();
        report.WriteTable(names: 2, Reasons, typed.SelectMany(one => StepCounts.Steps.Select(step => Row(one.Passage, step, one.Result.Steps))));
    }

    private static string[] Row(Passage passage, TypingResult result) =>
    [
        passage.Kind,
        $"{passage.Keys.Length}",
        $"{Median.Of(result.Generator):F2}",
        $"{result.Generator.Max():F2}",
        $"{Median.Of(result.Analyzer):F2}",
        $"{result.Analyzer.Max():F2}",
        $"{Median.Of(result.Compiler):F2}",
        $"{result.Compiler.Max():F2}",
        $"{result.Emitted}",
    ];

    private static string[] Row(Passage passage, string step, StepCounts counts) =>
    [
        passage.Kind,
        step,
        $"{counts[step, IncrementalStepRunReason.New]:N0}",
        $"{counts[step, IncrementalStepRunReason.Modified]:N0}",
        $"{counts[step, IncrementalStepRunReason.Unchanged]:N0}",
        $"{counts[step, IncrementalStepRunReason.Cached]:N0}",
        $"{counts[step, IncrementalStepRunReason.Removed]:N0}",
    ];
}

using System.Text;
using System.Text.RegularExpressions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Emit;

/// <summary>
/// The kernels of a network; those that several layers have in common are written once: all kernels of a layer, or single ones that
/// call no other, such as the tiles of convolutions that differ in their channels alone.
/// </summary>
internal sealed class SharedKernels
{
    private const string End = "} }\n\n";

    private static readonly Regex NameOfMethod = new($@"private static void ({KernelSet.Owner}\w+<V>)\(");

    private readonly Dictionary<string, List<KernelSet>> _setsByText = [];
    private readonly Dictionary<KernelSet, string> _owners = [];
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, string> _methods = [];

    /// <summary>Writes the kernels of all sets, in the order of the operations.</summary>
    public SharedKernels(TrainingPlan plan)
    {
        foreach (Operation operation in plan.Operations)
        {
            Add(operation);
            if (plan.Gradients.Gathered.TryGetValue(operation, out GatheredGradient gathered))
            {
                Add(gathered);
            }

            if (plan.Inference.Of.TryGetValue(operation, out InferenceOperation inference))
            {
                Add(inference);
            }
        }

        ByOperation = [.. _texts.GroupBy(text => _setsByText[text][0].Name, Finished)];
    }

    /// <summary>The texts that stand in the file of an operation, by its name, in the order of the operations.</summary>
    public IReadOnlyList<IGrouping<string, string>> ByOperation { get; }

    /// <summary>What the names of the kernels begin with that a set calls: its own name, or that of the set that writes them.</summary>
    public string NameOf(KernelSet set) => _owners.TryGetValue(set, out string owner) ? owner : set.Name;

    private void Add(KernelSet set)
    {
        var writer = new SourceWriter(KernelFile.Depth);
        set.WriteKernels(writer);
        string text = set.Called is { } called ? writer.ToString().Replace(KernelSet.CalledOwner, NameOf(called)) : writer.ToString();
        if (text.Length == 0)
        {
            return;
        }

        if (!_setsByText.TryGetValue(text, out List<KernelSet> same))
        {
            _texts.Add(text);
            _setsByText.Add(text, same = []);
        }

        same.Add(set);
        _owners.Add(set, same[0].Name);
    }

    private string Finished(string text)
    {
        List<KernelSet> same = _setsByText[text];
        string finished = WithoutKnown(text, same[0].Name).Replace(KernelSet.Owner, same[0].Name);
        if (same.Count == 1)
        {
            return finished;
        }

        var writer = new SourceWriter(KernelFile.Depth);
        writer.Line($"// {Plural.List([.. same.Select(set => set.Name)])} are alike: these are the kernels of {(same.Count == 2 ? "both" : "all")}.");
        writer.Line();
        return writer + finished;
    }

    // Without the methods that another set has written, which are called by their names there.
    private string WithoutKnown(string text, string owner)
    {
        StringBuilder kept = new(text.Length);
        List<(string Name, string Known)> calls = [];
        for (int first = 0, end; first < text.Length; first = end)
        {
            end = text.IndexOf(End, first, StringComparison.Ordinal) is var place and >= 0 ? place + End.Length : text.Length;
            string method = text.Substring(first, end - first);
            Group found = NameOfMethod.Match(method).Groups[1];
            string name = found.Value;
            string nameless = method.Remove(found.Index, found.Length);

            // What names its owner still is of this layer alone, or calls another method.
            if (name.Length == 0 || nameless.IndexOf(KernelSet.Owner, StringComparison.Ordinal) >= 0)
            {
                kept.Append(method);
            }
            else if (_methods.TryGetValue(nameless, out string known))
            {
                calls.Add((name, known));
            }
            else
            {
                _methods.Add(nameless, name.Replace(KernelSet.Owner, owner));
                kept.Append(method);
            }
        }

        return calls.Aggregate(kept.ToString(), (result, call) => result.Replace(call.Name, call.Known));
    }
}

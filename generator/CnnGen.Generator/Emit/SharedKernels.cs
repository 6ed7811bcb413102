using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Emit;

/// <summary>The kernels of a network; those that several layers have in common are written once.</summary>
internal sealed class SharedKernels
{
    private readonly Dictionary<string, List<KernelSet>> _setsByText = [];
    private readonly Dictionary<KernelSet, string> _owners = [];
    private readonly List<string> _texts = [];

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
    }

    /// <summary>The texts that stand in the file of an operation, by its name, in the order of the operations.</summary>
    public IEnumerable<IGrouping<string, string>> ByOperation => _texts.GroupBy(text => _setsByText[text][0].Name, Finished);

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
        string finished = text.Replace(KernelSet.Owner, same[0].Name);
        if (same.Count == 1)
        {
            return finished;
        }

        var writer = new SourceWriter(KernelFile.Depth);
        writer.Line($"// {Plural.List([.. same.Select(set => set.Name)])} are alike: these are the kernels of {(same.Count == 2 ? "both" : "all")}.");
        writer.Line();
        return writer + finished;
    }
}

using CnnGen.Generator.Functions;

namespace CnnGen.Generator.Plan;

/// <summary>
/// When each tensor of a training step is in use. Moments: of n operations number i runs forward at i, and backward at 2n − 1 − i.
/// </summary>
internal static class LiveRanges
{
    public static IEnumerable<LiveRange> Of(IReadOnlyList<Operation> operations, Tensor input, TensorUses uses, GradientPlan gradients)
    {
        int last = (2 * operations.Count) - 1;
        Dictionary<Tensor, int> lastGradientUses = LastGradientUses(operations, uses, gradients);
        if (operations.OfType<LossOperation>().Last().Target is { } target)
        {
            yield return new LiveRange(target.Name, target.Shape.ToString(), target.Floats, -1, operations.Count);
        }

        if (operations.Any(operation => operation.DropsValues))
        {
            yield return new LiveRange(Operation.StateName, "what a training step tells dropout", Tensor.Lanes, -1, last);
        }

        foreach (Tensor tensor in operations.Select(operation => operation.Output).Prepend(input))
        {
            int producer = uses.Producer(tensor);
            IReadOnlyList<(int Reader, Tensor Read)> reads = uses.Reads(tensor);
            int lastReader = reads.Count == 0 ? -1 : reads[reads.Count - 1].Reader;
            int lastUse = Math.Max(producer, lastReader);
            if (reads.Select(read => operations[read.Reader]).Any(ReadsBackward))
            {
                lastUse = last - reads.First(read => ReadsBackward(operations[read.Reader])).Reader;
            }

            bool isGathered = producer >= 0 && gradients.Gathered.ContainsKey(operations[producer]);
            if (producer >= 0 && operations[producer].GoesBackward
                && (reads.Count == 0 || operations[producer].BackwardReadsOutput || gradients.IsOverValues(tensor)
                    || (isGathered && tensor.Activation != Activation.None)))
            {
                lastUse = last - producer;
            }

            string behind = (tensor.Activation == Activation.None ? string.Empty : $", after {tensor.Activation}")
                + (gradients.IsOverValues(tensor) ? "; then its gradient" : string.Empty);
            yield return new LiveRange(
                tensor.Name, $"{tensor.Shape}{behind}", tensor.Floats, producer, gradients.IsOverValues(tensor) ? lastGradientUses[tensor] : lastUse);
            if (tensor.NeedsGradient && !gradients.IsOverValues(tensor) && gradients.HasOwnPlace(tensor) && lastReader >= 0)
            {
                int from = last - (isGathered ? producer : lastReader);
                yield return new LiveRange(tensor.GradientName, tensor.Shape.ToString(), tensor.Floats, from, lastGradientUses[tensor]);
            }

            foreach ((int reader, Tensor read) in reads)
            {
                if (read != tensor && read.NeedsGradient && gradients.HasOwnPlace(read))
                {
                    yield return new LiveRange(read.GradientName, tensor.Shape.ToString(), tensor.Floats, last - reader, lastGradientUses[read]);
                }
            }

            if (producer >= 0)
            {
                foreach (Tensor scratch in operations[producer].Scratch)
                {
                    yield return new LiveRange(scratch.Name, scratch.Shape.ToString(), scratch.Floats, producer, last - producer);
                }

                foreach (Tensor scratch in operations[producer].ForwardScratch)
                {
                    yield return new LiveRange(scratch.Name, scratch.Shape.ToString(), scratch.Floats, producer, producer);
                }

                foreach (Tensor scratch in operations[producer].BackwardScratch)
                {
                    yield return new LiveRange(scratch.Name, scratch.Shape.ToString(), scratch.Floats, last - producer, last - producer);
                }
            }
        }
    }

    private static bool ReadsBackward(Operation operation) => operation.GoesBackward && operation.BackwardReadsInput;

    // Up to when the place of a gradient is read: by whoever gave the values, of its own or of those whose gradient is the same.
    private static Dictionary<Tensor, int> LastGradientUses(IReadOnlyList<Operation> operations, TensorUses uses, GradientPlan gradients)
    {
        Dictionary<Tensor, int> last = [];
        foreach (Tensor tensor in operations.SelectMany(operation => operation.Inputs.Append(operation.Output)).Where(tensor => tensor.NeedsGradient))
        {
            int use = (2 * operations.Count) - 1 - uses.Producer(tensor.Source);
            Tensor holder = gradients.HolderOf(tensor);
            last[holder] = last.TryGetValue(holder, out int known) ? Math.Max(known, use) : use;
        }

        return last;
    }
}

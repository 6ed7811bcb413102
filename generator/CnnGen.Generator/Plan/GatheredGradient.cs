using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>
/// The gradient of results that several operations read: the sum of theirs, in the order of the operations. Each of them stores
/// its own, as it would if it were the only one, and what is fused into the producer is differentiated once, behind the sum.
/// </summary>
/// <param name="producer">The operation that gave the results.</param>
/// <param name="terms">The results as each of its readers calls them.</param>
internal sealed class GatheredGradient(Operation producer, IReadOnlyList<Tensor> terms) : KernelSet(producer.Name)
{
    private readonly Tensor _sum = producer.Output;

    private bool HasActivation => _sum.Activation != Activation.None;

    public void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "GatherGradient",
        [.. terms.Select(writer.Gradient), HasActivation ? ArgumentText.Value(_sum) : string.Empty, writer.Gradient(_sum)]));

    public override void WriteKernels(SourceWriter writer)
    {
        KernelMethod kernel = new(
            Owner + "GatherGradient",
            $"{Owner} gathers its gradient: the sum of those of its {terms.Count} readers{(HasActivation ? $" * {_sum.Activation}'" : string.Empty)} -> dOut{_sum.Shape.Brackets}.");
        Address[] gradients = [.. terms.Select((_, i) => kernel.Array(FormattableString.Invariant($"gradient{i + 1}")))];
        Address? value = kernel.ArrayIf(HasActivation, "value");
        Address target = kernel.Array("sum");
        void WriteSum(Block block, Integer at)
        {
            Lanes sum = gradients.Select(gradient => Lanes.Load(gradient, at)).Aggregate((left, right) => left + right);
            block.Store(value is null ? sum : ActivationEmitter.Differentiate(_sum.Activation, sum, Lanes.Load(value, at)), target, at);
        }

        if (_sum.IsCompact)
        {
            kernel.Body.Loop("i", Integer.InAllSubBlocks(_sum.Vectors), WriteSum);
        }
        else
        {
            TensorLoop.Write(kernel.Body, _sum.Shape, (block, place) => WriteSum(block, place(_sum.Plane)));
        }

        kernel.Write(writer);
    }
}

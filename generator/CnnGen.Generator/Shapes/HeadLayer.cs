using CnnGen.Generator.Model;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// A head beside the network: what it reads is passed on, and what its branch makes of it is taught by a loss of its own. A prediction
/// does not run it.
/// </summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Branches">What messages call the input itself and the head.</param>
internal abstract record HeadLayer(string Text, EquatableArray<string> Branches) : JoinLayer(Text, Branches)
{
    /// <summary>Reports a head that does not tell apart what the loss does.</summary>
    /// <param name="loss">The loss of the network.</param>
    /// <param name="scores">What that reads.</param>
    /// <param name="head">What the head gives.</param>
    /// <param name="chain">How that came to be.</param>
    /// <param name="findings">Receives the finding.</param>
    public abstract void CheckLoss(Loss loss, Shape scores, Shape head, ShapeChain chain, DiagnosticBag findings);
}

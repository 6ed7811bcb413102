namespace Signals;

/// <summary>How well two ways tell the classes of a set apart.</summary>
/// <param name="Set">What the set is called.</param>
/// <param name="Train">Training signals.</param>
/// <param name="Test">Test signals.</param>
/// <param name="Shape">Channels and length of a signal.</param>
/// <param name="Parameters">Parameters of the network.</param>
/// <param name="NearestNeighbour">Accuracy on the test signals, 0 to 1, of the nearest neighbour.</param>
/// <param name="Network">That of the network.</param>
/// <param name="Time">What training the network took.</param>
internal sealed record Outcome(
    string Set, int Train, int Test, IReadOnlyList<int> Shape, int Parameters, double NearestNeighbour, double Network, TimeSpan Time)
{
    public const string Header = "set                train    test  channels × length  parameters  1 nearest   network   seconds";

    /// <summary>A line of the table under <see cref="Header"/>.</summary>
    public override string ToString() =>
        $"{Set,-17}{Train,7:N0}{Test,8:N0}{string.Join(" × ", Shape),19}{Parameters,12:N0}{NearestNeighbour,11:P2}{Network,10:P2}"
        + $"{Time.TotalSeconds,10:F2}";
}

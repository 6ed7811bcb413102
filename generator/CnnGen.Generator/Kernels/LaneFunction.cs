namespace CnnGen.Generator.Kernels;

/// <summary>A function of the runtime's <c>LaneMath</c>, and the lane operations of its body and of those that it calls.</summary>
internal sealed record LaneFunction(string Name, int Operations)
{
    public static readonly LaneFunction Flush = new("Flush", 4);
    public static readonly LaneFunction FlushProbability = new("FlushProbability", 3);
    public static readonly LaneFunction Exp = new("Exp", 31);
    public static readonly LaneFunction Log = new("Log", 27);
    public static readonly LaneFunction LogOnePlus = new("LogOnePlus", 18);
    public static readonly LaneFunction Sigmoid = new("Sigmoid", 39);
    public static readonly LaneFunction SigmoidGradient = new("SigmoidGradient", 4);
    public static readonly LaneFunction Tanh = new("Tanh", 28);
    public static readonly LaneFunction TanhGradient = new("TanhGradient", 4);
    public static readonly LaneFunction LeakyReLU = new("LeakyReLU", 3);
    public static readonly LaneFunction LeakyReLUGradient = new("LeakyReLUGradient", 3);
    public static readonly LaneFunction Gelu = new("Gelu", 57);
    public static readonly LaneFunction GeluGradient = new("GeluGradient", 60);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<LaneFunction> All =
    [
        Flush, FlushProbability, Exp, Log, LogOnePlus, Sigmoid, SigmoidGradient, Tanh, TanhGradient, LeakyReLU, LeakyReLUGradient, Gelu, GeluGradient,
    ];
}

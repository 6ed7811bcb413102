namespace CnnGen;

/// <summary>The width of the vectors that kernels run on. It changes speed, never a result.</summary>
public enum LaneWidth
{
    /// <summary>The widest vectors that this machine has.</summary>
    Widest = 0,

    /// <summary>Four floats.</summary>
    Bits128 = 128,

    /// <summary>Eight floats.</summary>
    Bits256 = 256,

    /// <summary>Sixteen floats.</summary>
    Bits512 = 512,
}

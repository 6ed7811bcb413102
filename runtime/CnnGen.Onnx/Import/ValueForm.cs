namespace CnnGen.Onnx.Import;

/// <summary>How the values lie that the next node reads: models bring them into another form for a norm, and back.</summary>
internal enum ValueForm
{
    /// <summary>(batch, channels, height, width), as layers read them.</summary>
    Usual,

    /// <summary>(batch, height, width, channels), since a Transpose.</summary>
    ChannelsLast,

    /// <summary>(batch, groups, values of a group), since a Reshape.</summary>
    Groups,
}

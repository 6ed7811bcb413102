namespace CnnGen.Testing;

/// <summary>What takes too long for each change runs where CNNGEN_EXTENDED is 1, as <c>.ci/extended</c> sets it.</summary>
public static class Extended
{
    /// <summary>Why a test is skipped.</summary>
    public const string Reason = "It takes long. CNNGEN_EXTENDED=1 runs it, as .ci/extended does.";

    /// <summary>Whether everything runs.</summary>
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("CNNGEN_EXTENDED") == "1";
}

namespace CnnGen.Generator.Plan;

/// <summary>Arguments as the emitted passes write them: an offset behind one of the arenas.</summary>
internal static class ArgumentText
{
    public static string Value(Tensor tensor) => $"ref At(ref arena, {tensor.Name})";

    public static string Parameter(ParameterTensor parameter) => $"ref At(ref parameters, {parameter.ConstantName})";

    public static string ParameterGradient(ParameterTensor parameter) => $"ref At(ref gradient, {parameter.ConstantName})";

    /// <summary>A call: its arguments are texts, of which empty ones are left out, and whole numbers.</summary>
    public static string Call(string method, params object[] arguments) =>
        $"{method}({string.Join(", ", arguments.Select(argument => FormattableString.Invariant($"{argument}")).Where(argument => argument.Length > 0))});";
}

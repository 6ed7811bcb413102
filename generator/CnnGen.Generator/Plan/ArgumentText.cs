namespace CnnGen.Generator.Plan;

/// <summary>Arguments as the emitted passes write them: an offset behind one of the arenas.</summary>
internal static class ArgumentText
{
    public static string Value(Tensor tensor) => $"ref At(ref arena, {tensor.Name})";

    public static string Parameter(ParameterTensor parameter) => $"ref At(ref parameters, {parameter.ConstantName})";

    public static string ParameterGradient(ParameterTensor parameter) => $"ref At(ref gradient, {parameter.ConstantName})";

    public static string Of(string method, params string[] arguments) =>
        $"{method}<V>({string.Join(", ", arguments.Where(argument => argument.Length > 0))});";
}

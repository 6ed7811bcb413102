using System.Reflection;
using System.Reflection.Emit;

namespace CnnGen.Kernels.Tests.Determinism;

/// <summary>An instruction of compiled code.</summary>
/// <param name="Method">The method that it belongs to.</param>
/// <param name="Code">What it does.</param>
/// <param name="Callee">The method that it names; <see langword="null"/> where it names none.</param>
internal sealed record Instruction(MethodBase Method, OpCode Code, MethodBase? Callee)
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>All instructions of an assembly.</summary>
    public static IEnumerable<Instruction> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All))
        let body = method.GetMethodBody()?.GetILAsByteArray()
        where body is not null
        from instruction in Read(method, body)
        select instruction;

    // ECMA-335, partition III: a code of one or two bytes, and an operand whose length the code tells.
    private static IEnumerable<Instruction> Read(MethodBase method, byte[] body)
    {
        for (int at = 0; at < body.Length;)
        {
            short value = body[at++];
            OpCode code = Codes[value == 0xFE ? (short)((0xFE << 8) | body[at++]) : value];
            MethodBase? callee = code.OperandType is OperandType.InlineMethod ? Resolve(method, BitConverter.ToInt32(body, at)) : null;
            yield return new Instruction(method, code, callee);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
                _ => 4,
            };
        }
    }

    private static MethodBase Resolve(MethodBase method, int token) => method.Module.ResolveMethod(
        token,
        method.DeclaringType!.GetGenericArguments(),
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;
}

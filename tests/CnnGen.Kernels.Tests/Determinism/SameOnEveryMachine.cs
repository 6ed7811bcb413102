using System.Reflection;

namespace CnnGen.Kernels.Tests.Determinism;

/// <summary>
/// The methods of .NET that may be called with floating-point numbers, or with vectors: those that give the same bits on every
/// machine, each with its reason.
/// </summary>
internal static class SameOnEveryMachine
{
    private const string Exact = "IEEE 754 demands the exact result, rounded once";
    private const string Whole = "whole numbers and bits, without rounding";
    private const string Order = "IEEE 754 fixes the order of numbers, that NaN has none, and which of two is the maximum";
    private const string Moves = "moves values, or tells where they lie, and computes nothing";
    private const string Saturates = "exact, or rounded once; .NET takes what is out of range as the nearest number, and NaN as 0";
    private const string Text = "text of a number, correctly rounded both ways";
    private const string Maximum = "x86 defines it as left > right ? left : right, which is written out for other processors";

    private static readonly Dictionary<string, string> Types = new()
    {
        ["System.Span`1"] = Moves,
        ["System.ReadOnlySpan`1"] = Moves,
        ["System.Nullable`1"] = Moves,
        ["System.Func`2"] = Moves,
        ["System.Func`3"] = Moves,
        ["System.Predicate`1"] = Moves,
        ["System.Collections.Generic.Dictionary`2"] = Moves,
        ["System.Collections.Generic.IEnumerable`1"] = Moves,
        ["System.Collections.Generic.IEnumerator`1"] = Moves,
        ["System.Collections.Generic.IReadOnlyList`1"] = Moves,
        ["System.Collections.Generic.KeyValuePair`2"] = Moves,
        ["System.Collections.Generic.List`1"] = Moves,
        ["System.Text.Json.Utf8JsonReader"] = Text,
        ["System.Text.Json.Utf8JsonWriter"] = Text,
        ["System.Text.Json.Serialization.JsonConverter`1"] = Text,
        ["System.Numerics.BitOperations"] = Whole,
        ["System.Runtime.CompilerServices.Unsafe"] = Moves,
        ["System.Runtime.InteropServices.MemoryMarshal"] = Moves,
        ["System.Runtime.CompilerServices.DefaultInterpolatedStringHandler"] = Text,
        ["System.Collections.Generic.EqualityComparer`1"] = "equality of records, in no computation",
        ["System.TimeSpan"] = "durations, in no computation",
    };

    private static readonly Dictionary<string, string[]> Methods = new()
    {
        [Exact] =
        [
            "Vector.op_Addition", "Vector.op_Subtraction", "Vector.op_Multiply", "Vector.op_Division", "Vector.Round", "Vector.Sqrt", "Vector.Narrow", "Vector.Widen",
            "System.Math.Sqrt", "System.MathF.Sqrt", "System.Math.Floor", "System.Math.ScaleB", "System.Math.ILogB", "System.Math.Round", "System.Math.Ceiling", "System.Math.BitDecrement",
            "X86.Fma.MultiplyAdd", "X86.Avx512F.FusedMultiplyAdd", "Arm.AdvSimd.FusedMultiplyAdd",
            "System.Half.op_Explicit",
        ],
        [Order] =
        [
            "Vector.Equals", "Vector.GreaterThan", "Vector.GreaterThanOrEqual", "Vector.LessThan",
            "System.Numerics.IComparisonOperators`3.op_GreaterThanOrEqual", "System.Numerics.IComparisonOperators`3.op_LessThanOrEqual",
            "System.Single.IsNaN", "System.Single.IsFinite", "System.Double.IsNaN", "System.Double.IsFinite", "System.MemoryExtensions.Sort", "System.Math.Max", "System.Math.Min", "System.Math.Clamp", "System.MathF.Max",
            "System.Linq.Enumerable.Max",
        ],
        [Saturates] = ["Vector.ConvertToInt32", "Vector.ConvertToSingle"],
        [Whole] =
        [
            "Vector.Abs", "System.Math.Abs", "System.MathF.Abs",
            "Vector.op_BitwiseAnd", "Vector.op_BitwiseOr", "Vector.op_ExclusiveOr", "Vector.op_LeftShift", "Vector.op_UnsignedRightShift",
            "Vector.AsInt32", "Vector.AsInt64", "Vector.AsSingle", "Vector.AsDouble", "Vector.ConditionalSelect",
            "System.BitConverter.DoubleToInt64Bits", "System.BitConverter.Int64BitsToDouble", "System.BitConverter.Int32BitsToSingle",
        ],
        [Maximum] = ["X86.Sse.Max", "X86.Avx.Max", "X86.Avx512F.Max"],
        [Moves] =
        [
            "Vector.Create", "Vector.get_Zero", "Vector.get_One", "Vector.get_Count", "Vector.get_Item", "Vector.get_IsHardwareAccelerated", "X86.Sse.Prefetch0",
            "Vector.LoadUnsafe", "Vector.StoreUnsafe", "Vector.GetLower", "Vector.GetUpper", "Vector.ToScalar", "Vector.WithElement", "Vector.Shuffle",
            "X86.Sse.Shuffle", "X86.Avx.Shuffle", "X86.Avx512F.Shuffle",
            "X86.Sse.UnpackLow", "X86.Avx.UnpackLow", "X86.Avx512F.UnpackLow", "Arm.Arm64.ZipLow",
            "X86.Sse.UnpackHigh", "X86.Avx.UnpackHigh", "X86.Avx512F.UnpackHigh", "Arm.Arm64.ZipHigh",
            "System.Runtime.CompilerServices.RuntimeHelpers.CreateSpan", "System.MemoryExtensions.AsSpan", "System.MemoryExtensions.Reverse", "System.GC.AllocateArray",
            "System.Array.Empty", "System.Array.FindIndex",
            "System.Linq.Enumerable.Select", "System.Linq.Enumerable.Zip", "System.Linq.Enumerable.ToArray", "System.Linq.Enumerable.ToDictionary",
            "System.Linq.Enumerable.Take", "System.Linq.Enumerable.DefaultIfEmpty", "System.Linq.Enumerable.Aggregate",
            "System.Buffers.Binary.BinaryPrimitives.ReadDoubleLittleEndian", "System.Buffers.Binary.BinaryPrimitives.ReadHalfLittleEndian",
            "System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian", "System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian",
        ],
        [Text] = ["System.Single.ToString", "System.Double.ToString", "System.Double.TryParse", "System.Numerics.INumberBase`1.TryParse"],
        ["a sum in the order of the values, of metrics alone"] = ["System.Linq.Enumerable.Average"],
    };

    private static readonly HashSet<string> Known = [.. Methods.Values.SelectMany(names => names)];

    /// <summary>Whether a method has nothing to do with floating-point numbers, or is on the list.</summary>
    public static bool Includes(MethodBase method) =>
        !Concerns(method) || IsOfWholeNumbers(method) || method.Name == "get_IsSupported" || Types.ContainsKey($"{method.DeclaringType!.Namespace}.{method.DeclaringType.Name}") || Known.Contains(NameOf(method));

    /// <summary>
    /// Its type and name. The vectors of all widths are one <c>Vector</c> here, and instructions go by the names of their sets.
    /// </summary>
    public static string NameOf(MethodBase method)
    {
        Type type = method.DeclaringType!;
        const string intrinsics = "System.Runtime.Intrinsics";
        return type.Namespace == intrinsics
            ? $"Vector.{method.Name}"
            : $"{type.Namespace!.Replace(intrinsics + ".", string.Empty, StringComparison.Ordinal)}.{type.Name}.{method.Name}";
    }

    // Vectors and numbers that the call itself says are integers.
    private static bool IsOfWholeNumbers(MethodBase method)
    {
        Type[] arguments = [.. method.DeclaringType!.GetGenericArguments(), .. method.IsGenericMethod ? method.GetGenericArguments() : []];
        return arguments.Length > 0 && arguments.All(type => type.IsPrimitive && type != typeof(float) && type != typeof(double));
    }

    private static bool Concerns(MethodBase method) =>
        Concerns(method.DeclaringType!)
        || method.GetParameters().Any(parameter => Concerns(parameter.ParameterType))
        || (method is MethodInfo info && (Concerns(info.ReturnType) || (info.IsGenericMethod && info.GetGenericArguments().Any(Concerns))));

    private static bool Concerns(Type type) =>
        type == typeof(float) || type == typeof(double) || type == typeof(Half)
        || (type.Namespace ?? string.Empty).StartsWith("System.Runtime.Intrinsics", StringComparison.Ordinal)
        || (type.Namespace ?? string.Empty).StartsWith("System.Numerics", StringComparison.Ordinal)
        || (type.HasElementType && Concerns(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(Concerns));
}

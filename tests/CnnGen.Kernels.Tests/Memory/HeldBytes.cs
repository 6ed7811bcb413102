using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Kernels.Tests.Memory;

/// <summary>Counts the memory behind objects: every number in every array that their fields lead to, each array once.</summary>
internal static class HeldBytes
{
    // Data is the user's; layouts are constants of the program.
    private static readonly Type[] s_notCounted = [typeof(Dataset), typeof(NetworkLayout), typeof(ParameterLayout)];

    public static long By(params IEnumerable<object?> owners)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        return owners.Sum(owner => Count(owner, seen));
    }

    private static long Count(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType() is { IsPrimitive: true } or { IsEnum: true }
            || Array.Exists(s_notCounted, type => type.IsInstanceOfType(value)) || !seen.Add(value))
        {
            return 0;
        }

        return value is Array array
            ? array.GetType().GetElementType() is { IsPrimitive: true } element
                ? (long)array.Length * Marshal.SizeOf(element)
                : ((IEnumerable)array).Cast<object?>().Sum(item => Count(item, seen))
            : Fields(value.GetType()).Sum(field => Count(field.GetValue(value), seen));
    }

    private static IEnumerable<FieldInfo> Fields(Type? type) => type is null
        ? []
        : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Concat(Fields(type.BaseType));
}

// What the compiler looks for where a type takes interpolated strings; .NET Standard 2.0 lacks it.
#pragma warning disable IDE0130 // The compiler looks for this name.
namespace System.Runtime.CompilerServices;

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;

using System.Reflection;
using CnnGen.Networks;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Places;

/// <summary>Compiles a file without errors and warnings, loads it, and runs a network in it.</summary>
internal static class Model
{
    private delegate Prediction Predict(ReadOnlySpan<float> sample);

    /// <summary>Runs networks on a sample.</summary>
    /// <param name="source">The file.</param>
    /// <param name="classes">The full names of the networks, nested ones behind a plus sign.</param>
    /// <returns>What the generator wrote.</returns>
    public static NetworkCompilation Run(string source, params string[] classes) => Run(new NetworkCompilation(source), classes);

    /// <inheritdoc cref="Run(string, string[])"/>
    public static NetworkCompilation Run(NetworkCompilation compilation, params string[] classes)
    {
        Assembly assembly = compilation.EmitAndLoad();
        foreach (string name in classes)
        {
            Type type = assembly.GetType(name, throwOnError: true)!;
            NetworkLayout plan = PlanOf(type);
            Assert.Equal(type.Name, plan.Name);
            Prediction prediction = type
                .GetMethod("Predict", genericParameterCount: 0, [typeof(ReadOnlySpan<float>)])!
                .CreateDelegate<Predict>(Activator.CreateInstance(type, 0))(new float[plan.InputSize]);
            Assert.Equal(plan.OutputSize, prediction.Scores.Length);
            Assert.Equal(1f, prediction.Scores.Sum(), 1e-5f);
        }

        return compilation;
    }

    public static NetworkLayout PlanOf(Type type) =>
        (NetworkLayout)typeof(Contract<>).MakeGenericType(type).GetProperty("Plan")!.GetValue(null)!;

    private static class Contract<T>
        where T : class, INetwork<T>
    {
        public static NetworkLayout Plan => T.Layout;
    }
}

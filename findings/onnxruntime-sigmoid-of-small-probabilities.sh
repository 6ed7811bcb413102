#!/usr/bin/env bash
# ONNX Runtime 1.31.1 gives small probabilities of Sigmoid with an error that is one of 1, and not of the probability.
#
# 1 / (1 + exp(-x)) in floats, as the operator is defined, is right to a part in a million at -8 and at -12. ONNX Runtime's is off by
# more than a part in a hundred thousand at -8, and by more than one in a thousand at -12. Where logarithms or ratios of such
# probabilities are wanted, export the scores before Sigmoid.
#
# Seen: relative errors of more than 1e-5 at -8 and of more than 1e-3 at -12, where the formula in floats has less than 1e-6.
# The script fails when that changes.
set -eu
version=1.31.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > sigmoid.csproj <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="$version" />
  </ItemGroup>
</Project>
PROJECT
cat > Program.cs <<'PROGRAM'
using System.Text;
using Microsoft.ML.OnnxRuntime;

// Around each point: one value alone may be right by chance.
const int Values = 64;
using var session = new InferenceSession(Model());
foreach (float center in new[] { 2f, -2f, -8f, -12f })
{
    float[] x = [.. Enumerable.Range(0, Values).Select(i => center + (i / 256f))];
    using OrtValue input = OrtValue.CreateTensorValueFromMemory(x, [1, Values]);
    using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(new RunOptions(), ["x"], [input], ["y"]);
    float[] y = outputs[0].GetTensorDataAsSpan<float>().ToArray();
    double Largest(Func<int, double> found) => Enumerable.Range(0, Values).Max(i =>
    {
        double exact = 1 / (1 + Math.Exp(-(double)x[i]));
        return Math.Abs(found(i) - exact) / exact;
    });
    Console.WriteLine(FormattableString.Invariant(
        $"at {center}: ONNX Runtime {Size(Largest(i => y[i]))}, formula {Size(Largest(i => 1 / (1 + MathF.Exp(-x[i]))))}"));
}

static string Size(double error) => error > 1e-3 ? "above 1e-3" : error > 1e-5 ? "above 1e-5" : error < 1e-6 ? "below 1e-6" : "between";

// A ModelProto of operator set 13: x[1, 64] -> Sigmoid -> y.
static byte[] Model() =>
[
    .. Number(1, 8),
    .. Part(8, [.. Number(2, 13)]),
    .. Part(7, [.. Part(1, [.. Text(1, "x"), .. Text(2, "y"), .. Text(4, "Sigmoid")]), .. Text(2, "graph"), .. Part(11, Value("x")), .. Part(12, Value("y"))]),
];

static byte[] Value(string name) =>
[
    .. Text(1, name),
    .. Part(2, [.. Part(1, [.. Number(1, 1), .. Part(2, [.. new[] { 1, Values }.SelectMany(size => Part(1, [.. Number(1, size)]))])])]),
];

static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

static byte[] Part(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

static byte[] Text(int field, string text) => Part(field, Encoding.UTF8.GetBytes(text));

static byte[] Varint(int value) => value < 128 ? [(byte)value] : [(byte)(value | 128), .. Varint(value >> 7)];
PROGRAM
cat > expected <<'EXPECTED'
at 2: ONNX Runtime below 1e-6, formula below 1e-6
at -2: ONNX Runtime below 1e-6, formula below 1e-6
at -8: ONNX Runtime above 1e-5, formula below 1e-6
at -12: ONNX Runtime above 1e-3, formula below 1e-6
EXPECTED
dotnet run > found
diff expected found
echo "ONNX Runtime $version gives small probabilities of Sigmoid with an error that is one of 1."

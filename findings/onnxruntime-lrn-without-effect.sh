#!/usr/bin/env bash
# ONNX Runtime 1.31.1 refuses to load a model whose LRN node has alpha = 0 or beta = 0.
#
# The operator's definition has no bound on either: alpha = 0 divides by bias^beta, and beta = 0 by 1, both of which are finite.
# Other frameworks compute such a layer; exporters that write it down as it is give a file that cannot be run. Write a
# multiplication by bias^-beta instead.
#
# Seen: "alpha_ > 0.0f was false" and "beta_ > 0.0f was false" when the session is created; with 0.0001 and 0.75 it loads.
# The script fails when that changes.
set -eu
version=1.31.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > lrn.csproj <<PROJECT
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

foreach ((float alpha, float beta) in new[] { (1e-4f, 0.75f), (0f, 0.75f), (1e-4f, 0f) })
{
    try
    {
        using var session = new InferenceSession(Model(alpha, beta));
        Console.WriteLine(FormattableString.Invariant($"alpha {alpha}, beta {beta}: loads"));
    }
    catch (OnnxRuntimeException refused)
    {
        string reason = refused.Message.Contains("alpha") ? "alpha" : refused.Message.Contains("beta") ? "beta" : refused.Message;
        Console.WriteLine(FormattableString.Invariant($"alpha {alpha}, beta {beta}: refused for {reason}"));
    }
}

// A ModelProto of operator set 13: x[1, 3, 2, 2] -> LRN of 3 channels -> y.
static byte[] Model(float alpha, float beta) =>
[
    .. Number(1, 8),
    .. Part(8, [.. Number(2, 13)]),
    .. Part(7,
    [
        .. Part(1,
        [
            .. Text(1, "x"), .. Text(2, "y"), .. Text(4, "LRN"),
            .. Part(5, [.. Text(1, "size"), .. Number(3, 3), .. Number(20, 2)]),
            .. Part(5, [.. Text(1, "alpha"), .. Float(2, alpha), .. Number(20, 1)]),
            .. Part(5, [.. Text(1, "beta"), .. Float(2, beta), .. Number(20, 1)]),
        ]),
        .. Text(2, "graph"),
        .. Part(11, Value("x")),
        .. Part(12, Value("y")),
    ]),
];

static byte[] Value(string name) =>
[
    .. Text(1, name),
    .. Part(2, [.. Part(1, [.. Number(1, 1), .. Part(2, [.. new[] { 1, 3, 2, 2 }.SelectMany(size => Part(1, [.. Number(1, size)]))])])]),
];

static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

static byte[] Part(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

static byte[] Text(int field, string text) => Part(field, Encoding.UTF8.GetBytes(text));

static byte[] Float(int field, float value) => [.. Varint((field << 3) | 5), .. BitConverter.GetBytes(value)];

static byte[] Varint(int value) => value < 128 ? [(byte)value] : [(byte)(value | 128), .. Varint(value >> 7)];
PROGRAM
cat > expected <<'EXPECTED'
alpha 0.0001, beta 0.75: loads
alpha 0, beta 0.75: refused for alpha
alpha 0.0001, beta 0: refused for beta
EXPECTED
dotnet run > found
diff expected found
echo "ONNX Runtime $version refuses LRN with alpha = 0 or beta = 0."

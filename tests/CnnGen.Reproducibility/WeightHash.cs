using System.Buffers.Binary;
using System.Security.Cryptography;
using CnnGen.Parameters;

namespace CnnGen.Reproducibility;

/// <summary>The SHA-256 of all parameter tensors in their order, each value as a little-endian float32.</summary>
internal static class WeightHash
{
    public static string Of(ParameterSet parameters)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] bytes = new byte[sizeof(float)];
        foreach (Parameter parameter in parameters)
        {
            foreach (float value in parameter.Values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

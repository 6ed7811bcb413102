using System.Security.Cryptography;
using System.Text;
using CnnGen.Files;
using CnnGen.Runtime.Tests.Weights;
using FsCheck.Xunit;

namespace CnnGen.Runtime.Tests.Files;

public class Sha256Tests
{
    // The examples of FIPS 180-4, as NIST publishes them.
    [Theory]
    [InlineData("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    [InlineData(
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        1,
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1")]
    [InlineData("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")]
    public void The_published_examples_have_their_hashes(string text, int times, string hash) =>
        Assert.Equal(hash, Sha256.Of(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, times)))));

    [Fact]
    public void Every_length_of_three_blocks_has_the_hash_that_the_platform_computes()
    {
        byte[] bytes = new byte[3 * 64];
        new Random(1).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length))), Sha256.Of(bytes.AsSpan(0, length)));
        }
    }

    [Property(MaxTest = 200)]
    public void Parts_give_the_hash_of_the_whole(byte[][] parts)
    {
        parts = [.. parts.Select(part => part ?? [])];
        var hash = new Sha256();
        foreach (byte[] part in parts)
        {
            hash.Append(part);
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(parts.SelectMany(part => part).ToArray())), hash.Finish());
    }

    [Fact]
    public void The_hash_of_weights_is_that_of_their_bytes()
    {
        var model = new Small(seed: 4);
        byte[] bytes = [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray()).SelectMany(BitConverter.GetBytes)];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), model.Parameters.ComputeHash());
        model.Fc1.Weight.Values[5] += 1;
        Assert.NotEqual(Convert.ToHexStringLower(SHA256.HashData(bytes)), model.Parameters.ComputeHash());
    }

    // On Linux the platform's hashes need OpenSSL, without which a native program ends at once.
    [Fact]
    public void The_runtime_needs_nothing_of_the_platforms_cryptography() => Assert.DoesNotContain(
        typeof(Trainer<>).Assembly.GetReferencedAssemblies(),
        reference => reference.Name!.StartsWith("System.Security.Cryptography", StringComparison.Ordinal));
}

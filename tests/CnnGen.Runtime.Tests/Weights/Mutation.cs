using System.Text;

namespace CnnGen.Runtime.Tests.Weights;

/// <summary>Damages bytes as transfers, disks and people do, and as someone who knows the format might.</summary>
internal sealed class Mutation(Random random)
{
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "", "0", "-1", "-0", "1e3", "0.5", "4294967296", "9223372036854775807", "18446744073709551615", "99999999999999999999",
            "{", "}", "[", "]", "[]", "{}", "\"", ",", ":", "null", "true", "\\u0000", "\\ud800", "\u00e9", "\"F16\"", "\"F4\"", "\"I64\"",
            "\"__metadata__\":{},", "\"a\":\"b\",", "\"shape\":[0],", "[[[[[[[[", " ", "\n", "//",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>One to four damages, most of them among the first bytes, where the format is.</summary>
    public byte[] Apply(byte[] content, int header)
    {
        byte[] bytes = [.. content];
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            int place = random.Next(4) == 0 ? random.Next(bytes.Length + 1) : random.Next(Math.Min(header, bytes.Length) + 1);
            bytes = Damage(bytes, place);
        }

        return bytes;
    }

    private byte[] Damage(byte[] bytes, int place)
    {
        int length = Math.Min(random.Next(1, 9), bytes.Length - place);
        switch (random.Next(9))
        {
            case 0 when length > 0:
                bytes[place] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1 when length > 0:
                bytes[place] = (byte)random.Next(256);
                return bytes;
            case 2 when length > 0:
                bytes[place] = (byte)"0123456789[]{},:\"- "[random.Next(19)];
                return bytes;
            case 3 when length > 0:
                random.NextBytes(bytes.AsSpan(place, length));
                return bytes;
            case 4:
                return [.. bytes[..place], .. bytes[(place + length)..]];
            case 5:
                return [.. bytes[..(place + length)], .. bytes[place..]];
            case 6:
                return bytes[..place];
            case 7:
                int from = random.Next(bytes.Length + 1);
                byte[] part = bytes[from..Math.Min(bytes.Length, from + random.Next(40))];
                return [.. bytes[..place], .. part, .. bytes[Math.Min(bytes.Length, place + (random.Next(2) * part.Length))..]];
            default:
                byte[] word = Words[random.Next(Words.Length)];
                return [.. bytes[..place], .. word, .. bytes[(place + length)..]];
        }
    }
}

using System.Runtime.InteropServices;

namespace Medusa.Episodes;

/// <summary>The SHA-256 digest of an episode's state, held in place.</summary>
public readonly record struct StateDigest
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 32;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    /// <summary>A digest of the given bytes.</summary>
    /// <param name="bytes">32 bytes.</param>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public StateDigest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A digest has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        (first, second, third, fourth) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="bytes">At least 32 bytes.</param>
    public void CopyTo(Span<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes[..Size]);
        (words[0], words[1], words[2], words[3]) = (first, second, third, fourth);
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}

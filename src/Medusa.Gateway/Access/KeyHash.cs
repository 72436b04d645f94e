using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Medusa.Gateway;

/// <summary>
/// SHA-256 of an API key, as a dictionary's key. Looking it up takes a time that depends on the hash and not on the key: what the time tells about stored hashes helps
/// nobody to a key, because keys are random and SHA-256 cannot be steered.
/// </summary>
internal readonly record struct KeyHash(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    /// <summary>The length of a hash.</summary>
    public const int Bytes = 32;

    /// <summary>The hash of a key.</summary>
    /// <param name="key">The key as sent.</param>
    public static KeyHash Of(string key)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return Read(hash);
    }

    /// <summary>A configured hash.</summary>
    /// <param name="text">64 hexadecimal digits.</param>
    public static KeyHash Parse(string text) => Read(Convert.FromHexString(text));

    /// <summary>The hash's bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, First);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), Second);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), Third);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), Fourth);
        return bytes;
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(KeyHash);

    private static KeyHash Read(ReadOnlySpan<byte> hash) => new(
        BinaryPrimitives.ReadUInt64BigEndian(hash),
        BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(hash[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(hash[24..]));
}

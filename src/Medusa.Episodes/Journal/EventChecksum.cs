using System.Buffers.Binary;
using System.Numerics;

namespace Medusa.Episodes;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4) of an event's bytes: finds bits that a disk or a hand has changed.</summary>
public static class EventChecksum
{
    /// <summary>The checksum.</summary>
    /// <param name="bytes">The event's bytes.</param>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}

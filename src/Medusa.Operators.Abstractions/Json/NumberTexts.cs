using System.Globalization;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// The shortest texts of doubles, with those written lately kept for each thread: the steps of an episode write the same features and rewards again and again,
/// and formatting costs ten times what finding costs. Never changes what is written.
/// </summary>
internal sealed class NumberTexts
{
    private const int Slots = 512;
    private const int SlotBits = 9;
    private const int MaxLength = 24;

    [ThreadStatic]
    private static NumberTexts? shared;

    private readonly ulong[] keys = new ulong[Slots];
    private readonly byte[] lengths = new byte[Slots];
    private readonly byte[] texts = new byte[Slots * MaxLength];

    private NumberTexts()
    {
    }

    /// <summary>Writes a double with a point or an exponent.</summary>
    /// <param name="value">Finite and not 0.</param>
    /// <param name="target">At least 40 bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(double value, Span<byte> target) => (shared ??= new NumberTexts()).Copy(value, target);

    private int Copy(double value, Span<byte> target)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var slot = (int)((bits * 0x9E3779B97F4A7C15UL) >> (64 - SlotBits));
        if (keys[slot] == bits)
        {
            texts.AsSpan(slot * MaxLength, MaxLength).CopyTo(target);
            return lengths[slot];
        }

        var length = Format(value, target);
        if (length <= MaxLength)
        {
            target[..length].CopyTo(texts.AsSpan(slot * MaxLength));
            lengths[slot] = (byte)length;
            keys[slot] = bits;
        }

        return length;
    }

    private static int Format(double value, Span<byte> target)
    {
        value.TryFormat(target, out var written, "R", CultureInfo.InvariantCulture);
        if (!target[..written].ContainsAny((byte)'.', (byte)'E'))
        {
            target[written++] = (byte)'.';
            target[written++] = (byte)'0';
        }

        return written;
    }
}

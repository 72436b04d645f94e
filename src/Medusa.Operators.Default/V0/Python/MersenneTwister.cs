using System.Numerics;

namespace Medusa.Operators.Default.V0.Python;

/// <summary>
/// The generator under Python's <c>random</c>: MT19937 (Matsumoto and Nishimura 1998) in its 2002 revision, seeded by an array of 32-bit words.
/// Not thread-safe.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Shift = 397;

    private static readonly uint[] Basis = Spread(19650218u);

    private readonly uint[] state = new uint[Size];
    private int next = Size;

    /// <summary>The generator that CPython seeds from an integer: the key is the magnitude's 32-bit words, least significant first, one word for zero.</summary>
    /// <param name="seed">Any integer; its sign is ignored, as CPython's <c>_random</c> does.</param>
    public MersenneTwister(BigInteger seed)
    {
        var magnitude = BigInteger.Abs(seed).ToByteArray(isUnsigned: true);
        Span<uint> key = stackalloc uint[Math.Max(1, (magnitude.Length + 3) / 4)];
        for (var index = 0; index < magnitude.Length; index++)
        {
            key[index / 4] |= (uint)magnitude[index] << (8 * (index % 4));
        }

        Seed(key);
    }

    /// <summary>The next 32 bits.</summary>
    public uint Next()
    {
        if (next >= Size)
        {
            Generate();
            next = 0;
        }

        var word = state[next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680u;
        word ^= (word << 15) & 0xEFC60000u;
        return word ^ (word >> 18);
    }

    private static uint[] Spread(uint seed)
    {
        var words = new uint[Size];
        words[0] = seed;
        for (var index = 1; index < Size; index++)
        {
            words[index] = (1812433253u * (words[index - 1] ^ (words[index - 1] >> 30))) + (uint)index;
        }

        return words;
    }

    private void Seed(ReadOnlySpan<uint> key)
    {
        Basis.CopyTo(state, 0);
        var at = 1;
        var word = 0;
        for (var count = Math.Max(Size, key.Length); count > 0; count--)
        {
            state[at] = (state[at] ^ ((state[at - 1] ^ (state[at - 1] >> 30)) * 1664525u)) + key[word] + (uint)word;
            Advance(ref at);
            word = word + 1 < key.Length ? word + 1 : 0;
        }

        for (var count = Size - 1; count > 0; count--)
        {
            state[at] = (state[at] ^ ((state[at - 1] ^ (state[at - 1] >> 30)) * 1566083941u)) - (uint)at;
            Advance(ref at);
        }

        state[0] = 0x80000000u;
    }

    private void Advance(ref int at)
    {
        if (++at >= Size)
        {
            state[0] = state[Size - 1];
            at = 1;
        }
    }

    private void Generate()
    {
        var words = state;
        for (var index = 0; index < Size - Shift; index++)
        {
            words[index] = words[index + Shift] ^ Twist(words[index], words[index + 1]);
        }

        for (var index = Size - Shift; index < Size - 1; index++)
        {
            words[index] = words[index + Shift - Size] ^ Twist(words[index], words[index + 1]);
        }

        words[Size - 1] = words[Shift - 1] ^ Twist(words[Size - 1], words[0]);
    }

    private static uint Twist(uint high, uint low)
    {
        var mixed = (high & 0x80000000u) | (low & 0x7FFFFFFFu);
        return (mixed >> 1) ^ ((mixed & 1) * 0x9908B0DFu);
    }
}

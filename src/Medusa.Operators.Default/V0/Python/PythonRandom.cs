using System.Numerics;

namespace Medusa.Operators.Default.V0.Python;

/// <summary>
/// Python's <c>random.Random</c> as CPython 3.12 and 3.13 implement it: the same draws, in the same order, for the same seed.
/// Source of each rule: Lib/random.py and Modules/_randommodule.c. Not thread-safe.
/// </summary>
/// <param name="seed">Any integer; <c>True</c> and <c>False</c> are 1 and 0.</param>
internal sealed class PythonRandom(BigInteger seed)
{
    private readonly MersenneTwister words = new(seed);

    /// <summary><c>random()</c>: 53 bits, 27 of one word above 26 of the next, in [0, 1).</summary>
    public double NextDouble()
    {
        var high = words.Next() >> 5;
        var low = words.Next() >> 6;
        return ((high * 67108864.0) + low) * (1.0 / 9007199254740992.0);
    }

    /// <summary><c>uniform(low, high)</c>: low + (high − low) × random().</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public double Uniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary><c>getrandbits(bits)</c> for up to 64 bits: whole words from the least significant on, the top bits of the last.</summary>
    /// <param name="bits">0 to 64; 0 draws nothing.</param>
    public ulong Bits(int bits)
    {
        if (bits <= 0)
        {
            return 0;
        }

        return bits <= 32
            ? words.Next() >> (32 - bits)
            : words.Next() | ((ulong)(words.Next() >> (64 - bits)) << 32);
    }

    /// <summary><c>getrandbits(bits)</c> for any number of bits.</summary>
    /// <param name="bits">At least 0.</param>
    public BigInteger BigBits(int bits)
    {
        var result = BigInteger.Zero;
        for (var at = 0; at < bits; at += 32)
        {
            result |= (BigInteger)(words.Next() >> Math.Max(0, 32 - (bits - at))) << at;
        }

        return result;
    }

    /// <summary><c>_randbelow(bound)</c>: draws of <c>bound.bit_length()</c> bits until one is below the bound.</summary>
    /// <param name="bound">At least 1.</param>
    public long Below(long bound)
    {
        var bits = 64 - BitOperations.LeadingZeroCount((ulong)bound);
        var drawn = Bits(bits);
        while (drawn >= (ulong)bound)
        {
            drawn = Bits(bits);
        }

        return (long)drawn;
    }

    /// <summary><c>randint(low, high)</c>: an integer in [low, high].</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end, included.</param>
    public long Integer(long low, long high) => low + Below(high - low + 1);

    /// <summary>The position that <c>choice</c> takes in a sequence.</summary>
    /// <param name="length">The sequence's length, at least 1.</param>
    public int Choice(int length) => (int)Below(length);

    /// <summary>
    /// The positions that <c>sample(population, count)</c> takes: from a pool where the population is small or <paramref name="count"/> large,
    /// otherwise by rejecting positions that were taken before.
    /// </summary>
    /// <param name="population">The population's size.</param>
    /// <param name="count">How many to take, at most <paramref name="population"/>.</param>
    public int[] Sample(int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
        return population <= SetSize(count) ? FromPool(population, count) : ByRejection(population, count);
    }

    /// <summary>The size of a Python set of <paramref name="count"/> elements, as <c>sample</c> estimates it: 21 + 4^⌈log₄ 3·count⌉ for more than five.</summary>
    private static long SetSize(int count)
    {
        if (count <= 5)
        {
            return 21;
        }

        var table = 1L;
        while (table < 3L * count)
        {
            table *= 4;
        }

        return 21 + table;
    }

    private int[] FromPool(int population, int count)
    {
        var pool = new int[population];
        for (var index = 0; index < population; index++)
        {
            pool[index] = index;
        }

        var taken = new int[count];
        for (var index = 0; index < count; index++)
        {
            var at = (int)Below(population - index);
            taken[index] = pool[at];
            pool[at] = pool[population - index - 1];
        }

        return taken;
    }

    private int[] ByRejection(int population, int count)
    {
        var seen = new ulong[(population + 63) / 64];
        var taken = new int[count];
        for (var index = 0; index < count; index++)
        {
            var at = (int)Below(population);
            while ((seen[at >> 6] & (1UL << at)) != 0)
            {
                at = (int)Below(population);
            }

            seen[at >> 6] |= 1UL << at;
            taken[index] = at;
        }

        return taken;
    }
}

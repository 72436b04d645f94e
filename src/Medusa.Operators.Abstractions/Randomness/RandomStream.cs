using System.Numerics;
using System.Text;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// A seeded stream of random numbers: xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), seeded by splitmix64.
/// The same on every machine. One stream a purpose, derived from the seed and the purpose's name, so that a new draw for one purpose never shifts another's.
/// Not thread-safe; keep <see cref="State"/> in the episode's state to go on later.
/// </summary>
public sealed class RandomStream
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>Goes on from a state that <see cref="State"/> gave.</summary>
    /// <param name="state">The state; not all zero.</param>
    /// <exception cref="ArgumentException">The state is all zero, from which the generator never leaves.</exception>
    public RandomStream(RandomState state) => (s0, s1, s2, s3) = state == default
        ? throw new ArgumentException("A stream's state is never all zero: take one from State.", nameof(state))
        : state;

    private RandomStream(ulong seed)
    {
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    /// <summary>The state after the draws made so far.</summary>
    public RandomState State => new(s0, s1, s2, s3);

    /// <summary>
    /// The stream of a seed for one purpose: its state is four outputs of splitmix64 seeded by (splitmix64's first output for <paramref name="seed"/>) xor (the FNV-1a
    /// hash of the purpose's UTF-8, 64 bits).
    /// </summary>
    /// <param name="seed">The episode's seed.</param>
    /// <param name="purpose">What the numbers are for, such as <c>keys</c>.</param>
    public static RandomStream For(ulong seed, string purpose)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in Encoding.UTF8.GetBytes(purpose))
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        var mixed = seed;
        return new RandomStream(SplitMix(ref mixed) ^ hash);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A double in [0, 1): the top 53 bits of a draw times 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A double from <paramref name="low"/> to <paramref name="high"/>: low + (high − low) × a draw from [0, 1). Rounding may give high itself.</summary>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    public double NextDouble(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>An integer in [0, <paramref name="bound"/>), unbiased (Lemire 2019: multiply and reject).</summary>
    /// <param name="bound">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound below 1.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (uint)bound;
        var product = (NextBits() >> 32) * range;
        if ((uint)product < range)
        {
            var threshold = (uint)-(int)range % range;
            while ((uint)product < threshold)
            {
                product = (NextBits() >> 32) * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>The integers 0 to <paramref name="count"/> − 1 in random order (Fisher and Yates, from the end).</summary>
    /// <param name="count">At least 0.</param>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var index = 0; index < count; index++)
        {
            order[index] = index;
        }

        for (var index = count - 1; index > 0; index--)
        {
            var other = Next(index + 1);
            (order[index], order[other]) = (order[other], order[index]);
        }

        return order;
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}

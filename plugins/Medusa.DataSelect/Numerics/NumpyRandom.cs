using System.Numerics;

namespace Medusa.DataSelect;

/// <summary>
/// numpy's legacy <c>RandomState</c>: MT19937 (Matsumoto and Nishimura 1998) seeded by one 32-bit word, 53-bit doubles, Marsaglia's polar normals with the second
/// of each pair kept, bounded integers by masked rejection. Not thread-safe. Checked against recorded draws.
/// </summary>
internal sealed class NumpyRandom
{
    private const int Size = 624;
    private const int Shift = 397;
    private const uint HighBit = 0x80000000u;
    private const uint Twister = 0x9908B0DFu;

    private readonly uint[] state;
    private int next = Size;
    private bool hasGaussian;
    private double gaussian;

    /// <summary>The generator of a seed.</summary>
    /// <param name="seed">The seed.</param>
    public NumpyRandom(uint seed)
    {
        state = new uint[Size];
        state[0] = seed;
        for (var index = 1; index < Size; index++)
        {
            state[index] = (1812433253u * (state[index - 1] ^ (state[index - 1] >> 30))) + (uint)index;
        }
    }

    private NumpyRandom(NumpyRandom original)
    {
        state = (uint[])original.state.Clone();
        next = original.next;
        hasGaussian = original.hasGaussian;
        gaussian = original.gaussian;
        WordsDrawn = original.WordsDrawn;
    }

    /// <summary>How many 32-bit words were drawn.</summary>
    public long WordsDrawn { get; private set; }

    /// <summary>The generator of a seed after so many words, with no normal kept back.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="wordsDrawn">0 or more.</param>
    public static NumpyRandom At(uint seed, long wordsDrawn)
    {
        var random = new NumpyRandom(seed) { WordsDrawn = wordsDrawn };
        for (var twists = (wordsDrawn + Size - 1) / Size; twists > 0; twists--)
        {
            random.Twist();
        }

        random.next = wordsDrawn == 0 ? Size : (int)(((wordsDrawn - 1) % Size) + 1);
        return random;
    }

    /// <summary>A generator that goes on from here on its own.</summary>
    public NumpyRandom Copy() => new(this);

    /// <summary>A number in [0, 1) of 53 random bits.</summary>
    public double NextDouble()
    {
        var high = NextWord() >> 5;
        var low = NextWord() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>A number of the standard normal distribution.</summary>
    public double NextGaussian()
    {
        if (hasGaussian)
        {
            hasGaussian = false;
            return gaussian;
        }

        double x, y, square;
        do
        {
            x = (2.0 * NextDouble()) - 1.0;
            y = (2.0 * NextDouble()) - 1.0;
            square = (x * x) + (y * y);
        }
        while (square >= 1.0 || square == 0.0);

        var factor = Math.Sqrt(-2.0 * Medusa.Operators.Abstractions.DeterministicMath.Log(square) / square);
        gaussian = factor * x;
        hasGaussian = true;
        return factor * y;
    }

    /// <summary>An integer in [0, bound).</summary>
    /// <param name="bound">1 to 2³¹.</param>
    public int NextInt(long bound)
    {
        var greatest = (uint)(bound - 1);
        if (greatest == 0)
        {
            return 0;
        }

        var mask = uint.MaxValue >> BitOperations.LeadingZeroCount(greatest);
        uint drawn;
        do
        {
            drawn = NextWord() & mask;
        }
        while (drawn > greatest);

        return (int)drawn;
    }

    /// <summary>The integers 0 to <paramref name="count"/> − 1 in random order.</summary>
    /// <param name="count">How many.</param>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var index = 0; index < count; index++)
        {
            order[index] = index;
        }

        Shuffle(order);
        return order;
    }

    /// <summary>Shuffles in place, Fisher and Yates from the end; draws exactly the words that <see cref="NextInt"/> for each place would.</summary>
    /// <param name="items">The items.</param>
    public void Shuffle(Span<int> items)
    {
        // A rejected word swaps the last item with itself and moves on by nothing: no branch that a processor would mispredict.
        var last = items.Length - 1;
        while (last > 0)
        {
            var mask = (int)(uint.MaxValue >> BitOperations.LeadingZeroCount((uint)last));
            for (var end = mask >> 1; last > end;)
            {
                var drawn = (int)NextWord() & mask;
                var isAccepted = drawn <= last;
                var other = isAccepted ? drawn : last;
                (items[last], items[other]) = (items[other], items[last]);
                last -= isAccepted ? 1 : 0;
            }
        }
    }

    private uint NextWord()
    {
        if (next == Size)
        {
            Twist();
            next = 0;
        }

        WordsDrawn++;
        var word = state[next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680u;
        word ^= (word << 15) & 0xEFC60000u;
        return word ^ (word >> 18);
    }

    private void Twist()
    {
        TwistRange(0, Size - Shift, Shift);
        TwistRange(Size - Shift, Size - 1, Shift - Size);
        state[Size - 1] = state[Shift - 1] ^ Mixed(state[Size - 1], state[0]);
    }

    /// <summary>Renews words of a range, several at once: each depends on its neighbour before the change and on one at least 227 places away.</summary>
    private void TwistRange(int from, int to, int distance)
    {
        var words = state;
        var index = from;
        for (; index <= to - Vector<uint>.Count; index += Vector<uint>.Count)
        {
            var word = (new Vector<uint>(words, index) & new Vector<uint>(HighBit)) | (new Vector<uint>(words, index + 1) & new Vector<uint>(~HighBit));
            var odd = Vector.Equals(word & Vector<uint>.One, Vector<uint>.One);
            var mixed = Vector.ShiftRightLogical(word, 1) ^ (odd & new Vector<uint>(Twister));
            (new Vector<uint>(words, index + distance) ^ mixed).CopyTo(words, index);
        }

        for (; index < to; index++)
        {
            words[index] = words[index + distance] ^ Mixed(words[index], words[index + 1]);
        }
    }

    private static uint Mixed(uint high, uint low)
    {
        var word = (high & HighBit) | (low & ~HighBit);
        return (word >> 1) ^ ((word & 1) * Twister);
    }
}

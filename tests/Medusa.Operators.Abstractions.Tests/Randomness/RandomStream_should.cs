namespace Medusa.Operators.Abstractions.Tests;

public sealed class RandomStream_should
{
    [Fact]
    public void Draw_the_published_numbers_of_xoshiro256_starstar()
    {
        // The first outputs from the state 1, 2, 3, 4 as the generator's reference C code gives them.
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        var stream = new RandomStream(new RandomState(1, 2, 3, 4));

        Assert.Equal(expected, expected.Select(_ => stream.NextBits()));
    }

    [Theory]
    [InlineData(0UL, "keys", 9602363594078479701UL, 3913121263334860374UL, 11531347720676471974UL)]
    [InlineData(42UL, "keys", 5236036939172874524UL, 9034302637999926214UL, 6897830135223970721UL)]
    [InlineData(42UL, "värde", 12868025309497831691UL, 6433723692573144322UL, 12547586217911629593UL)]
    public void Derive_a_stream_for_each_seed_and_purpose(ulong seed, string purpose, ulong first, ulong second, ulong third)
    {
        // Expected numbers are from a Python script that shares no code with this one.
        var stream = RandomStream.For(seed, purpose);

        Assert.Equal([first, second, third], new[] { stream.NextBits(), stream.NextBits(), stream.NextBits() });
    }

    [Fact]
    public void Fill_its_state_by_the_published_splitmix64()
    {
        // The published outputs of splitmix64 from 1234567, applied to the documented derivation by inverting its first round.
        ulong state = 1234567;
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431];

        Assert.Equal(published, published.Select(_ => Reference.SplitMix(ref state)));
        Assert.Equal(Reference.StateFor(1234567, "purpose"), RandomStream.For(1234567, "purpose").State);
        Assert.Equal(0x85944171f73967e8UL, Reference.Fnv1a("foobar"));
    }

    [Fact]
    public void Go_on_from_its_state()
    {
        var stream = RandomStream.For(42, "keys");
        stream.NextBits();
        var copy = new RandomStream(stream.State);

        Assert.Equal(stream.NextBits(), copy.NextBits());
        Assert.Equal(stream.State, copy.State);
    }

    [Fact]
    public void Refuse_the_state_that_it_could_never_leave() => Assert.Throws<ArgumentException>(() => new RandomStream(default));

    [Fact]
    public void Draw_bounded_integers_by_multiplying_and_rejecting()
    {
        var small = RandomStream.For(42, "keys");
        Assert.Equal([2, 4, 3, 3, 3, 5, 9, 3, 6, 5, 1, 0], Enumerable.Range(0, 12).Select(_ => small.Next(10)));

        // A quarter of all draws is rejected here, so that a generator without rejection gives other numbers.
        var large = RandomStream.For(42, "keys");
        Assert.Equal([457166193, 788798436, 602259836, 577407531, 532503508, 546661723, 1075527990, 834670140], Enumerable.Range(0, 8).Select(_ => large.Next(3 << 29)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Draw_every_integer_below_the_bound_equally_often(int bound)
    {
        const int Each = 1000;
        var stream = RandomStream.For(1, "bias");
        var counts = new int[bound];
        for (var draw = 0; draw < bound * Each; draw++)
        {
            counts[stream.Next(bound)]++;
        }

        // Six standard deviations; the stream is seeded, so this either always passes or never does.
        Assert.All(counts, count => Assert.InRange(count, Each - (6 * Math.Sqrt(Each)), Each + (6 * Math.Sqrt(Each))));
    }

    [Fact]
    public void Not_favour_low_integers_of_a_large_bound()
    {
        // Without rejection a third of the integers below 3·2²⁹ would be drawn three times as often as the others.
        const int Bound = 3 << 29;
        var stream = RandomStream.For(2, "bias");
        var residues = new int[3];
        for (var draw = 0; draw < 90_000; draw++)
        {
            residues[stream.Next(Bound) % 3]++;
        }

        Assert.All(residues, count => Assert.InRange(count, 29_000, 31_000));
    }

    [Fact]
    public void Refuse_a_bound_below_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomStream.For(1, "x").Next(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomStream.For(1, "x").Next(-1));
    }

    [Fact]
    public void Draw_doubles_from_the_top_53_bits()
    {
        var stream = RandomStream.For(42, "keys");
        Assert.Equal([0.28384613123327906, 0.48975052735055213, 0.37393212090229044], Enumerable.Range(0, 3).Select(_ => stream.NextDouble()));

        var scaled = RandomStream.For(42, "keys");
        Assert.Equal(8 + (16 * 0.28384613123327906), scaled.NextDouble(8, 24));
    }

    [Fact]
    public void Permute_by_fisher_and_yates()
    {
        Assert.Equal([6, 0, 4, 7, 1, 10, 8, 2, 9, 11, 5, 3], RandomStream.For(42, "keys").Permutation(12));
        Assert.Empty(RandomStream.For(42, "keys").Permutation(0));
    }

    /// <summary>The published algorithms, written down again.</summary>
    private static class Reference
    {
        public static ulong SplitMix(ref ulong state)
        {
            var z = state += 0x9e3779b97f4a7c15;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return z ^ (z >> 31);
        }

        public static ulong Fnv1a(string text) =>
            System.Text.Encoding.UTF8.GetBytes(text).Aggregate(0xcbf29ce484222325, (hash, unit) => (hash ^ unit) * 0x100000001b3);

        public static RandomState StateFor(ulong seed, string purpose)
        {
            var mixed = SplitMix(ref seed) ^ Fnv1a(purpose);
            return new RandomState(SplitMix(ref mixed), SplitMix(ref mixed), SplitMix(ref mixed), SplitMix(ref mixed));
        }
    }
}

using System.Text.Json;

namespace Medusa.DataSelect.Tests;

public sealed class NumpyRandom_should
{
    public static TheoryData<string> Seeds => [.. Fixture.Lines("numpy_randomstate.jsonl").Select(line => line.GetProperty("seed").ToString())];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_what_numpy_drew(string seed)
    {
        var recorded = Fixture.Lines("numpy_randomstate.jsonl").Single(line => line.GetProperty("seed").ToString() == seed);
        Assert.Equal(recorded.GetProperty("rand8").Numbers(), Draw(seed, 8, random => random.NextDouble()));
        Fixture.AssertClose(recorded.GetProperty("randn8").Numbers(), Draw(seed, 8, random => random.NextGaussian()), 1e-14);
        var continued = Of(seed);
        Assert.Equal(recorded.GetProperty("randint_0_2_x20").Integers(), Draw(continued, 20, random => random.NextInt(2)));
        Assert.Equal(recorded.GetProperty("randint_0_10_x10").Integers(), Draw(continued, 10, random => random.NextInt(10)));
        Assert.Equal(recorded.GetProperty("randint_int32max").GetInt32(), Of(seed).NextInt(int.MaxValue));
        Assert.Equal(recorded.GetProperty("permutation20").Integers(), Of(seed).Permutation(20));
        Assert.Equal(recorded.GetProperty("permutation1100_head").Integers(), Of(seed).Permutation(1100)[..12]);
    }

    [Fact]
    public void Go_on_after_normals_as_numpy_does()
    {
        foreach (var recorded in Fixture.Lines("numpy_randomstate.jsonl"))
        {
            var random = Of(recorded.GetProperty("seed").ToString());
            var parts = recorded.GetProperty("random_sample_after_5_normals");
            Fixture.AssertClose(parts[0].Numbers(), [.. Enumerable.Range(0, 5).Select(_ => random.NextGaussian())], 1e-14);
            Fixture.AssertClose(parts[1].Numbers(), [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble())], 0);
            Fixture.AssertClose(parts[2].Numbers(), [.. Enumerable.Range(0, 3).Select(_ => random.NextGaussian())], 1e-14);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(623)]
    [InlineData(624)]
    [InlineData(625)]
    [InlineData(1248)]
    [InlineData(44_123)]
    public void Be_rebuilt_from_its_seed_and_the_number_of_words_drawn(int words)
    {
        var random = new NumpyRandom(7);
        while (random.WordsDrawn < words)
        {
            random.NextInt(1L << 31);
        }

        var rebuilt = NumpyRandom.At(7, words);
        Assert.Equal(words, rebuilt.WordsDrawn);
        Assert.Equal(random.Permutation(100), rebuilt.Permutation(100));
        Assert.Equal(random.WordsDrawn, rebuilt.WordsDrawn);
    }

    [Fact]
    public void Not_be_moved_by_its_copy()
    {
        var random = new NumpyRandom(1);
        var copy = random.Copy();
        copy.Permutation(50);
        Assert.Equal(new NumpyRandom(1).Permutation(50), random.Permutation(50));
    }

    private static NumpyRandom Of(string seed) => new(uint.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));

    private static T[] Draw<T>(string seed, int count, Func<NumpyRandom, T> draw) => Draw(Of(seed), count, draw);

    private static T[] Draw<T>(NumpyRandom random, int count, Func<NumpyRandom, T> draw) => [.. Enumerable.Range(0, count).Select(_ => draw(random))];
}

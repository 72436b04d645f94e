using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.Tests.V0.Python;

public sealed class PythonRandom_should
{
    public static TheoryData<string> Seeds => [.. Fixture.Lines("cpython_random.jsonl.gz").Select(line => line.GetProperty("seed").GetString()!)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_what_CPython_draws(string seed)
    {
        var recorded = Fixture.Lines("cpython_random.jsonl.gz").Single(line => line.GetProperty("seed").GetString() == seed);
        PythonRandom Fresh() => new(BigInteger.Parse(seed, CultureInfo.InvariantCulture));

        var random = Fresh();
        Assert.All(Numbers(recorded, "random"), expected => Assert.Equal(expected, random.NextDouble()));

        random = Fresh();
        for (var skipped = 0; skipped < 1000; skipped++)
        {
            random.NextDouble();
        }

        Assert.All(Numbers(recorded, "random_at_1000"), expected => Assert.Equal(expected, random.NextDouble()));

        random = Fresh();
        Assert.All(recorded.GetProperty("getrandbits32").EnumerateArray(), expected => Assert.Equal(expected.GetUInt64(), random.Bits(32)));

        random = Fresh();
        Assert.All(recorded.GetProperty("getrandbits_mixed").EnumerateArray(), pair =>
            Assert.Equal(BigInteger.Parse(pair[1].GetString()!, CultureInfo.InvariantCulture), random.BigBits(pair[0].GetInt32())));

        random = Fresh();
        Assert.All(recorded.GetProperty("randint").EnumerateArray(), triple =>
            Assert.Equal(triple[2].GetInt64(), random.Integer(triple[0].GetInt64(), triple[1].GetInt64())));

        random = Fresh();
        Assert.All(recorded.GetProperty("randrange").EnumerateArray(), pair => Assert.Equal(pair[1].GetInt64(), random.Below(pair[0].GetInt64())));

        // Recorded from sample(range(1, n), count).
        Assert.All(recorded.GetProperty("sample").EnumerateArray(), sample =>
            Assert.Equal(
                sample[2].EnumerateArray().Select(item => item.GetInt32()),
                Fresh().Sample(sample[0].GetInt32() - 1, sample[1].GetInt32()).Select(position => position + 1)));

        random = Fresh();
        Assert.Empty(random.Sample(10, 0));
        Assert.Equal(recorded.GetProperty("sample_zero")[1].GetDouble(), random.NextDouble());

        random = Fresh();
        Assert.All(recorded.GetProperty("choice3").EnumerateArray(), expected => Assert.Equal(expected.GetString(), "ABC"[random.Choice(3)].ToString()));

        random = Fresh();
        string[] variants = ["clean", "dirty_keys", "stale", "schema_drift"];
        Assert.All(recorded.GetProperty("choice4").EnumerateArray(), expected => Assert.Equal(expected.GetString(), variants[random.Choice(4)]));

        random = Fresh();
        Assert.All(Numbers(recorded, "uniform_0_1000"), expected => Assert.Equal(expected, random.Uniform(0, 1000)));

        random = Fresh();
        Assert.All(Numbers(recorded, "uniform_8_24"), expected => Assert.Equal(expected, random.Uniform(8, 24)));
    }

    [Fact]
    public void Agree_between_wide_and_narrow_bit_draws()
    {
        for (var bits = 0; bits <= 64; bits++)
        {
            Assert.Equal(new PythonRandom(7).BigBits(bits), new PythonRandom(7).Bits(bits));
        }
    }

    private static IEnumerable<double> Numbers(JsonElement line, string name) => line.GetProperty(name).EnumerateArray().Select(item => item.GetDouble());
}

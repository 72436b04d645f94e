using Medusa.Operators.Abstractions;

namespace Medusa.Episodes.Tests;

public sealed class ScenarioCache_should
{
    private static readonly EnvironmentDefinition Counting = CountingEnvironment.Make();

    private static ScenarioRequest Request(int seed, int rows = 2) =>
        new(Seed.Of(seed), Record.Of(("max_steps", 5), ("rows", rows), ("scenario", "plain")), true);

    [Fact]
    public void Share_equal_requests_and_part_different_ones()
    {
        var cache = new ScenarioCache(10, 1000);
        var scenario = cache.Get(Counting, Request(1));
        Assert.Same(scenario, cache.Get(Counting, Request(1)));
        Assert.NotSame(scenario, cache.Get(Counting, Request(2)));
        Assert.NotSame(scenario, cache.Get(Counting, Request(1, 3)));
        Assert.NotSame(scenario, cache.Get(Counting, Request(1) with { WasSeedGiven = false }));
        Assert.NotSame(scenario, cache.Get(CountingEnvironment.Make(), Request(1)));
    }

    [Fact]
    public void Stay_within_its_entries_and_keep_what_is_asked_for()
    {
        var cache = new ScenarioCache(4, 1000);
        var wanted = cache.Get(Counting, Request(1));
        for (var seed = 20; seed < 60; seed++)
        {
            cache.Get(Counting, Request(seed));
            Assert.Same(wanted, cache.Get(Counting, Request(1)));
            Assert.InRange(cache.Count, 1, 4);
        }
    }

    [Fact]
    public void Stay_within_its_rows_and_not_keep_what_is_larger()
    {
        var cache = new ScenarioCache(1000, 100);
        for (var seed = 20; seed < 60; seed++)
        {
            cache.Get(Counting, Request(seed, 30));
            Assert.InRange(cache.Rows, 1, 100);
        }

        Assert.NotSame(cache.Get(Counting, Request(1, 200)), cache.Get(Counting, Request(1, 200)));
    }

    [Fact]
    public void Keep_nothing_where_it_may_hold_nothing() => Assert.NotSame(new ScenarioCache(0, 100).Get(Counting, Request(1)), new ScenarioCache(0, 100).Get(Counting, Request(1)));
}

using System.Globalization;
using Medusa.Operators.Abstractions;
using Xunit.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>
/// All action sequences on tables of 24 × 18 rows, to depth 8, or to the depth that the environment variable MEDUSA_SEARCH_DEPTH names.
/// </summary>
public sealed class ExhaustiveSearch_should(ITestOutputHelper output)
{
    private static readonly int Depth = int.Parse(Environment.GetEnvironmentVariable("MEDUSA_SEARCH_DEPTH") ?? "8", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("clean", 0)]
    [InlineData("dirty_keys", 1)]
    [InlineData("stale", 2)]
    [InlineData("schema_drift", 3)]
    [InlineData("stale_drift", 2)]
    [InlineData("blended", 4)]
    [InlineData("blended", 5)]
    [InlineData("blended", 6)]
    [InlineData("blended", 8)]
    [InlineData("blended", 13)]
    [InlineData("blended", 21)]
    [InlineData("blended", 34)]
    public void Find_no_return_above_the_shortest_solutions_and_no_pass_with_a_lost_or_doubled_row(string kind, int seed)
    {
        var scenario = Draw.Scenario((ulong)seed, kind, 24, 18);
        var shortest = ShortestSolution.Of(scenario);
        var search = ExhaustiveSearch.Of(scenario, Depth);
        output.WriteLine($"{kind}_{seed}: {search.States} states to depth {Depth}, best {search.Best:R}, shortest {shortest.Length} steps for {ShortestSolution.Return(scenario):R}");
        Assert.NotEmpty(shortest);
        Assert.Empty(search.Violations);
        Assert.True(search.Best <= ShortestSolution.Return(scenario) + 1e-9, $"{search.Best:R}");
        if (shortest.Length <= Depth)
        {
            Assert.Equal(ShortestSolution.Return(scenario)!.Value, search.Best, 9);
        }
    }

    [Fact]
    public void Meet_solutions_and_failures_alike()
    {
        var search = ExhaustiveSearch.Of(Sources.Scenario(["a", "x"], ["a"]), 3);
        Assert.Equal(10 + 5 + 15 - 0.6, search.Best, 9);
        Assert.True(search.States > 50);
    }

    [Theory]
    [InlineData("clean", 0)]
    [InlineData("dirty_keys", 1)]
    [InlineData("stale", 2)]
    [InlineData("blended", 8)]
    public void Find_what_playing_every_sequence_by_itself_finds(string kind, int seed)
    {
        var scenario = Draw.Scenario((ulong)seed, kind, 24, 18);
        Assert.Equal(BestOf(scenario, [], 4), ExhaustiveSearch.Of(scenario, 4).Best, 9);
    }

    /// <summary>The greatest return of any sequence that continues a prefix, each played from the start and none merged with another.</summary>
    private static double BestOf(Scenario scenario, string[] prefix, int depth)
    {
        var run = EpisodeRun.Of(scenario, prefix);
        var best = prefix.Length == 0 ? double.NegativeInfinity : run.Return;
        return depth == 0 || !run.IsRunning
            ? best
            : MedusaEnvironment.Definition.Operators.Aggregate(best, (known, applied) => Math.Max(known, BestOf(scenario, [.. prefix, applied.Name], depth - 1)));
    }
}

using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0.Scenarios;

public sealed class V0ScenarioGenerator_should
{
    [Theory]
    [InlineData("clean")]
    [InlineData("dirty_keys")]
    [InlineData("stale")]
    [InlineData("schema_drift")]
    public void Draw_a_named_variant_for_any_seed(string name)
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 7, ("scenario", name));
        Assert.Equal($"{name}_7", run.View.Scenario);
    }

    [Fact]
    public void Draw_the_same_tables_whether_the_variant_is_named_or_follows_from_the_seed()
    {
        var drawn = EpisodeRun.Of(MedusaV0Environment.Definition, 12345);
        var variant = drawn.View.Scenario!.Replace("_12345", "", StringComparison.Ordinal);
        var named = EpisodeRun.Of(MedusaV0Environment.Definition, 12345, ("scenario", variant));
        Assert.True(drawn.State.Digest.SequenceEqual(named.State.Digest));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 50)]
    [InlineData(50, 1)]
    [InlineData(20_000, 12_000)]
    public void Draw_any_number_of_rows(long facts, long dimension)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var run = EpisodeRun.Of(MedusaV0Environment.Definition, seed, ("n_fact_rows", facts), ("n_dim_rows", dimension));
            Assert.Equal(facts, run.State[V0State.BronzeA].RowCount);
            Assert.Equal(dimension, run.State[V0State.BronzeB].RowCount);
        }
    }

    [Fact]
    public void Leave_staleness_at_six_hours_whatever_the_threshold_of_SYNC_CHECK()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 2, ("stale_threshold_hours", 48.0));
        Assert.True(run.State.Get(V0State.IsStaleA));

        run.Take(MedusaActions.SyncCheck);
        Assert.False(run.Observation.GetProperty("metrics").GetProperty("is_stale_a").GetBoolean());
        Assert.StartsWith("SYNC_CHECK: A=11.8h [STALE]", run.Message, StringComparison.Ordinal);
    }
}

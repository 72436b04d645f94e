using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0.Rewards;

public sealed class Rewards_should
{
    [Theory]
    [InlineData(0, -20)]
    [InlineData(1, 18)]
    [InlineData(2, 16)]
    [InlineData(3, 14)]
    [InlineData(4, 15)]
    public void Pay_failed_checks_by_the_sign_error_of_the_original(int passed, double bonus) =>
        Assert.Equal(bonus, GraderBonus.Of(new GradeReport([.. Enumerable.Range(0, 4).Select(index => new CheckResult($"c{index}", index < passed, null))])));

    [Fact]
    public void Pay_for_committing_nothing() => Assert.Equal(13.8, EpisodeRun.Of(MedusaV0Environment.Definition, 0).Take(MedusaActions.Commit).Reward);

    [Fact]
    public void Pay_the_same_term_as_often_as_the_action_is_repeated()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 0);
        for (var repeat = 0; repeat < 3; repeat++)
        {
            Assert.Equal(10, run.Take(MedusaActions.ExecuteJoinLeft).Breakdown["quarantine_precision"]);
            Assert.Equal(5, run.Take(MedusaActions.ApplyScd2).Breakdown["correct_scd2"]);
        }
    }

    [Fact]
    public void Punish_an_empty_join_until_both_sources_are_prepared()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 0);
        Assert.Equal(-30.2, run.Take(MedusaActions.ExecuteJoinAnti).Reward);
        Assert.Equal(-30.2, run.Take(MedusaActions.PrepKeysA, MedusaActions.ExecuteJoinAnti).Reward);
        Assert.Equal(-0.2, run.Take(MedusaActions.PrepKeysB, MedusaActions.ExecuteJoinAnti).Reward);
    }

    [Fact]
    public void Pay_a_full_match_but_not_when_it_exploded()
    {
        var sound = EpisodeRun.Of(MedusaV0Environment.Definition, 0, ("n_dim_rows", 200)).Take(MedusaActions.ExecuteJoinLeft);
        Assert.Equal(25, sound.Breakdown["high_match"]);

        var exploded = EpisodeRun.Of(MedusaV0Environment.Definition, 0, ("n_fact_rows", 10), ("n_dim_rows", 200)).Take(MedusaActions.ExecuteJoinLeft);
        Assert.Equal(-100, exploded.Breakdown["row_explosion"]);
        Assert.DoesNotContain("high_match", exploded.Breakdown.Keys);
    }

    [Fact]
    public void Punish_joins_and_loads_of_stale_data_but_not_COMMIT()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 2);
        Assert.Equal(-15, run.Take(MedusaActions.ExecuteJoinLeft).Breakdown["stale_processing"]);
        Assert.Equal(-15, run.Take(MedusaActions.ApplyScd1).Breakdown["stale_processing"]);
        Assert.DoesNotContain("stale_processing", run.Take(MedusaActions.Commit).Breakdown.Keys);
    }

    [Fact]
    public void Forgive_stale_data_once_it_was_checked()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 2).Take(MedusaActions.SyncCheck, MedusaActions.ExecuteJoinLeft);
        Assert.DoesNotContain("stale_processing", run.Breakdown.Keys);
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class Rewards_should
{
    [Fact]
    public void Be_added_in_the_documented_order() => Assert.Equal(
        ["step", "row_explosion", "dirty_join", "high_match", "quarantine_precision", "correct_scd2", "stale_processing", "grader"],
        MedusaEnvironment.Definition.Rewards.Select(rule => rule.Name));

    [Fact]
    public void Charge_every_step()
    {
        foreach (var action in MedusaActions.Names)
        {
            Assert.Equal(-0.2, Sources.Run(["a"], ["a"]).Take(action == "SYNC_CHECK" ? [action] : ["SYNC_CHECK", action]).LastTerms["step"]);
        }
    }

    [Theory]
    [InlineData("EXECUTE_JOIN_INNER", true)]
    [InlineData("EXECUTE_JOIN_LEFT", true)]
    [InlineData("EXECUTE_JOIN_ANTI", false)]
    public void Charge_an_exploding_join_each_time(string action, bool isCharged)
    {
        var run = Sources.Run(["a"], ["a", "a"]).Take(action, action);
        Assert.Equal(isCharged ? 2 : 0, run.TimesPaid["row_explosion"]);
        Assert.Equal(isCharged ? -100 : 0, run.LastTerms.GetValueOrDefault("row_explosion"));
        Assert.Equal(0, run.TimesPaid["high_match"]);
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(19, -100)]
    public void Call_a_join_exploding_beyond_105_percent_of_the_rows_with_a_partner(int matched, double expected)
    {
        // One repeat in B: matched + 1 rows. Rows of A without a partner do not count.
        string?[] keys = [.. Enumerable.Range(0, matched).Select(row => "k" + row)];
        var run = Sources.Run([.. keys, "x", "y", null], [.. keys, "k0"]).Take("EXECUTE_JOIN_LEFT");
        Assert.Equal(expected, run.LastTerms.GetValueOrDefault("row_explosion"));
    }

    [Fact]
    public void Charge_an_empty_join_until_both_sources_are_prepared()
    {
        Assert.Equal(-30, Sources.Run(["a"], ["b"]).Take("EXECUTE_JOIN_INNER").LastTerms["dirty_join"]);
        var run = Sources.Run(["a"], ["b"]).Take("PREP_KEYS_A", "EXECUTE_JOIN_LEFT", "EXECUTE_JOIN_LEFT");
        Assert.Equal(2, run.TimesPaid["dirty_join"]);
        Assert.DoesNotContain("dirty_join", run.Take("PREP_KEYS_B", "EXECUTE_JOIN_LEFT").LastTerms.Keys);
        Assert.DoesNotContain("dirty_join", Sources.Run([], ["b"]).Take("EXECUTE_JOIN_LEFT").LastTerms.Keys);
        Assert.DoesNotContain("dirty_join", Sources.Run(["a"], ["b"]).Take("EXECUTE_JOIN_ANTI").LastTerms.Keys);
        Assert.DoesNotContain("dirty_join", Sources.Run(["a"], ["a"]).Take("EXECUTE_JOIN_LEFT").LastTerms.Keys);
    }

    [Theory]
    [InlineData("EXECUTE_JOIN_INNER", 25)]
    [InlineData("EXECUTE_JOIN_LEFT", 25)]
    [InlineData("EXECUTE_JOIN_ANTI", 0)]
    public void Pay_a_high_match_once(string action, double expected)
    {
        var run = Sources.Run(["a"], ["a"]).Take(action);
        Assert.Equal(expected, run.LastTerms.GetValueOrDefault("high_match"));
        Assert.Equal(0, run.Take(action).LastTerms.GetValueOrDefault("high_match"));
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 25)]
    public void Pay_a_high_match_over_90_percent_only(int matched, double expected)
    {
        string?[] keys = [.. Enumerable.Range(0, matched).Select(row => "k" + row)];
        Assert.Equal(expected, Sources.Run([.. keys, "x"], keys).Take("EXECUTE_JOIN_LEFT").LastTerms.GetValueOrDefault("high_match"));
    }

    [Fact]
    public void Pay_precise_quarantine_once_for_left_and_anti_joins()
    {
        foreach (var action in new[] { "EXECUTE_JOIN_LEFT", "EXECUTE_JOIN_ANTI" })
        {
            var run = Sources.Run(["a", "x", null], ["a"]).Take(action);
            Assert.Equal(10, run.LastTerms["quarantine_precision"]);
            Assert.DoesNotContain("quarantine_precision", run.Take("EXECUTE_JOIN_LEFT", "EXECUTE_JOIN_ANTI").LastTerms.Keys);
            Assert.Equal(1, run.TimesPaid["quarantine_precision"]);
        }

        Assert.Equal(0, Sources.Run(["a", "x"], ["a"]).Take("EXECUTE_JOIN_INNER").TimesPaid["quarantine_precision"]);
    }

    [Fact]
    public void Pay_no_quarantine_that_is_empty_or_holds_a_row_with_a_partner()
    {
        Assert.Equal(0, Sources.Run(["a"], ["a"]).Take("EXECUTE_JOIN_LEFT").TimesPaid["quarantine_precision"]);
        Assert.Equal(0, Sources.Run(["a", " a", "x"], ["a"]).Take("EXECUTE_JOIN_LEFT").TimesPaid["quarantine_precision"]);
    }

    [Fact]
    public void Pay_no_quarantine_of_a_left_join_that_exploded_or_gave_nothing()
    {
        Assert.Equal(0, Sources.Run(["a", "x"], ["a", "a"]).Take("EXECUTE_JOIN_LEFT").TimesPaid["quarantine_precision"]);
        Assert.Equal(0, Sources.Run(["x"], ["a"]).Take("EXECUTE_JOIN_LEFT").TimesPaid["quarantine_precision"]);
    }

    [Fact]
    public void Pay_the_first_scd_2_that_writes_rows()
    {
        var run = Sources.Run(["a"], ["a"], drift: true).Take("APPLY_SCD_2");
        Assert.Equal(0, run.TimesPaid["correct_scd2"]);
        Assert.Equal(5, run.Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_2").LastTerms["correct_scd2"]);
        Assert.Equal(1, run.Take("EVOLVE_SCHEMA", "APPLY_SCD_2").TimesPaid["correct_scd2"]);
        Assert.Equal(0, Sources.Run(["a"], ["a"]).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_1").TimesPaid["correct_scd2"]);
    }

    [Fact]
    public void Pay_no_scd_2_while_the_tracked_column_is_not_registered()
    {
        var run = Sources.Run(["a"], ["a"]).Take("EXECUTE_JOIN_LEFT");
        var edit = run.State.Edit();
        edit.Set(MedusaState.Silver, run.Table(MedusaState.Silver).Without(MedusaColumns.DimStatus));
        var untracked = EpisodeRun.Of(new Scenario("made", edit.Build(), "", Record.Empty, 20), "APPLY_SCD_2");
        Assert.Equal(1, untracked.Table(MedusaState.Silver).RowCount);
        Assert.Equal(0, untracked.TimesPaid["correct_scd2"]);
    }

    [Theory]
    [InlineData("EXECUTE_JOIN_INNER", true)]
    [InlineData("EXECUTE_JOIN_LEFT", true)]
    [InlineData("EXECUTE_JOIN_ANTI", true)]
    [InlineData("APPLY_SCD_1", true)]
    [InlineData("APPLY_SCD_2", true)]
    [InlineData("COMMIT", true)]
    [InlineData("PREP_KEYS_A", false)]
    [InlineData("PREP_KEYS_B", false)]
    [InlineData("DEDUPLICATE_B", false)]
    [InlineData("EVOLVE_SCHEMA", false)]
    [InlineData("SYNC_CHECK", false)]
    public void Charge_processing_of_stale_sources_until_they_were_checked(string action, bool isCharged)
    {
        Assert.Equal(isCharged ? -15 : 0, Sources.Run(["a"], ["a"], stale: true).Take(action).LastTerms.GetValueOrDefault("stale_processing"));
        Assert.DoesNotContain("stale_processing", Sources.Run(["a"], ["a"], stale: true).Take("SYNC_CHECK", action).LastTerms.Keys);
        Assert.DoesNotContain("stale_processing", Sources.Run(["a"], ["a"]).Take(action).LastTerms.Keys);
    }

    [Fact]
    public void Charge_stale_processing_each_time() =>
        Assert.Equal(3, Sources.Run(["a"], ["a"], stale: true).Take("EXECUTE_JOIN_LEFT", "EXECUTE_JOIN_LEFT", "APPLY_SCD_1").TimesPaid["stale_processing"]);

    [Fact]
    public void Pay_15_for_a_full_pass_and_charge_5_for_each_failed_check()
    {
        Assert.Equal(15, Sources.Run(["a"], ["a"]).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT").LastTerms["grader"]);
        Assert.Equal(-20, Sources.Run(["a"], ["a"]).Take("COMMIT").LastTerms["grader"]);
        Assert.Equal(-5, Sources.Run(["a", "x"], ["a"]).Take("EXECUTE_JOIN_INNER", "APPLY_SCD_2", "COMMIT").LastTerms["grader"]);
        Assert.Equal(-10, Sources.Run(["a", "x"], ["a"], drift: true).Take("EXECUTE_JOIN_INNER", "APPLY_SCD_2", "COMMIT").LastTerms["grader"]);
    }

    [Fact]
    public void Add_up_in_one_step()
    {
        var run = Sources.Run(["a", "x"], ["a", "a"], stale: true).Take("EXECUTE_JOIN_LEFT");
        Assert.Equal(-115.2, run.LastReward, 9);
        Assert.Equal(["step", "row_explosion", "stale_processing"], run.LastTerms.Keys);
    }
}

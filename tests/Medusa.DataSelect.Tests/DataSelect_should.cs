using Medusa.DataSelect.V0;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.Tests;

/// <summary>Each way in which version 1 differs from the original, and what both have in common.</summary>
public sealed class DataSelect_should
{
    private static readonly EnvironmentDefinition Definition = DataSelectEnvironment.Definition;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    public void End_at_a_stop_whatever_its_batch_size_and_pay_nothing_for_it(long batch)
    {
        var stopped = Game.Start(Definition, 42, "easy").Stop(batch);
        Assert.Equal((EpisodeStatus.Terminated, "stopped", 0.0), (stopped.View.Status, stopped.View.EndReason, stopped.View.CumulativeReward));
        var bare = Game.Start(Definition, 42).Take("stop", Record.Of(("batch_size", Value.Null), ("strategy_weights", Value.Null)));
        Assert.Equal("stopped", bare.View.EndReason);
    }

    [Fact]
    public void Raise_a_small_batch_to_five()
    {
        var game = Game.Start(Definition, 42, "easy").Select(1);
        Assert.Equal(295, game.State.Get(DataSelectState.Remaining));
        Assert.Equal(5, game.State[DataSelectState.Selected].RowCount);
    }

    [Fact]
    public void Raise_a_small_batch_no_further_than_the_budget_allows()
    {
        var game = Game.Start(Definition, 42, null, ("budget", 8)).Select(5).Select(1);
        Assert.Equal(0, game.State.Get(DataSelectState.Remaining));
        Assert.Equal(8, game.State[DataSelectState.Selected].RowCount);
        Assert.Equal("budget_spent", game.View.EndReason);
    }

    [Theory]
    [InlineData(37)]
    [InlineData(24)]
    [InlineData(1100)]
    public void Never_let_the_budget_fall_below_zero(long batch)
    {
        foreach (var task in new[] { "easy", "medium", "hard" })
        {
            var game = Game.Start(Definition, 3, task);
            while (game.Moment.IsRunning)
            {
                game = game.Select(batch);
                Assert.InRange(game.State.Get(DataSelectState.Remaining), 0, game.State.Get(DataSelectState.Budget));
                Assert.Equal(game.State.Get(DataSelectState.Budget) - game.State.Get(DataSelectState.Remaining), game.State[DataSelectState.Selected].RowCount);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1101)]
    public void Refuse_a_batch_size_that_is_not_1_to_1100(long batch) => AssertRefused(game => game.Select(batch));

    [Fact]
    public void Refuse_weights_that_are_all_zero_or_whose_sum_is_not_finite()
    {
        AssertRefused(game => game.Select(10, 0, 0, 0));
        AssertRefused(game => game.Select(10, double.MaxValue, double.MaxValue, 0));
        AssertRefused(game => game.Take("select_batch", Record.Of(("batch_size", 10), ("strategy_weights", Value.Null))));
        AssertRefused(game => game.Take("select_batch", Record.Of(("batch_size", Value.Null), ("strategy_weights", Record.Of(("random", 1.0))))));
    }

    [Fact]
    public void Truncate_at_the_configured_number_of_steps()
    {
        var game = Game.Start(Definition, 42, null, ("max_steps", 2)).Select(10).Select(10);
        Assert.Equal((EpisodeStatus.Truncated, "max_steps"), (game.View.Status, game.View.EndReason));
    }

    [Fact]
    public void End_once_the_pool_is_empty()
    {
        var game = Game.Start(Definition, 42, null, ("budget", 1100)).Select(1000);
        Assert.True(game.Moment.IsRunning);
        game = game.Select(1100);
        Assert.Equal(0, game.State.Get(DataSelectState.PoolLeft));
        Assert.Equal("budget_spent", game.View.EndReason);
        Assert.Equal(Enumerable.Range(0, 1100).Select(row => (long)row), Rows(game).Order());
    }

    [Theory]
    [InlineData("easy")]
    [InlineData("medium")]
    [InlineData("hard")]
    public void Score_a_first_stop_zero_and_fail_it(string task)
    {
        var stopped = Game.Start(Definition, 42, task).Stop();
        var score = Definition.FindTask(task)!.Score(stopped.View);
        Assert.Equal(0, score.Score);
        Assert.False(score.Passed);
        Assert.False(GradeReport.Of(Definition.Checks, stopped.State).Passed);
        Assert.True(DataSelectV0Environment.Definition.FindTask(task)!.Score(stopped.View).Score > 0);
    }

    [Fact]
    public void Scale_the_score_by_the_effort_and_pass_only_from_two_fifths_of_the_budget()
    {
        var game = Game.Start(Definition, 42, "easy");
        for (var batch = 1; batch <= 12; batch++)
        {
            game = game.Select(10);
            var score = Definition.FindTask("easy")!.Score(game.View);
            Assert.Equal(Verdict.Easy(game.State).Score * Math.Min(1, batch * 10 / 120.0), score.Score, 12);
            Assert.Equal(batch == 12 && Verdict.Easy(game.State).Passed, score.Passed);
            Assert.Equal(score.Passed, GradeReport.Of(Definition.Checks, game.State).Passed);
        }
    }

    [Fact]
    public void Take_the_noise_of_no_batch_as_one() =>
        Assert.Equal(1.0, Verdict.Medium(Game.Start(Definition, 42, "medium").State).Breakdown["avg_noise_ratio"].AsNumber);

    [Theory]
    [InlineData("easy", 0.7019, 0.6904)]
    [InlineData("medium", 0.6600, 0.6569)]
    [InlineData("hard", 0.4175, 0.6176)]
    public void Give_the_balanced_policy_its_documented_score(string task, double score, double performance)
    {
        foreach (var definition in new[] { Definition, DataSelectV0Environment.Definition })
        {
            var game = Game.Start(definition, 42, task);
            while (game.Moment.IsRunning)
            {
                game = game.Select(10);
            }

            var graded = definition.FindTask(task)!.Score(game.View);
            Assert.Equal(score, graded.Score, 4);
            Assert.True(graded.Passed);
            Assert.Equal(performance, graded.Measurements["final_performance"].AsNumber);
        }
    }

    [Fact]
    public void Pay_the_score_at_the_end_where_asked()
    {
        var shaped = Play("shaped");
        var scored = Play("score");
        var both = Play("both");
        var final = Definition.FindTask("hard")!.Score(scored.View).Score;
        Assert.Equal(final, scored.View.CumulativeReward);
        Assert.Equal(shaped.View.CumulativeReward + final, both.View.CumulativeReward, 12);

        static Game Play(string reward)
        {
            var game = Game.Start(Definition, 5, "hard", ("reward", reward));
            while (game.Moment.IsRunning)
            {
                Assert.True(reward != "score" || game.View.CumulativeReward == 0);
                game = game.Select(10);
            }

            return game;
        }
    }

    [Fact]
    public void State_in_its_tasks_the_thresholds_that_the_grader_uses()
    {
        foreach (var (task, threshold) in new[] { ("easy", "0.62"), ("medium", "0.52"), ("hard", "0.58") })
        {
            Assert.Contains($"performance > {threshold}", Definition.FindTask(task)!.SuccessCriteria, StringComparison.Ordinal);
            Assert.Contains("40 %", Definition.FindTask(task)!.SuccessCriteria, StringComparison.Ordinal);
        }

        Assert.Contains("< 0.50", Definition.FindTask("medium")!.SuccessCriteria, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_seeds_of_32_bits_and_no_others()
    {
        Assert.Equal(uint.MaxValue, Definition.Seeds.Maximum);
        Assert.Equal("42", DataSelectV0Environment.Definition.Seeds.Draw(7).Text);
        Assert.NotEqual(Game.Start(Definition, 0).Digest, Game.Start(Definition, uint.MaxValue).Digest);
    }

    [Fact]
    public void Go_on_the_same_after_its_memo_was_dropped()
    {
        var state = Game.Start(Definition, 9, "medium").Select(10).State;
        var arguments = Record.Of(("batch_size", 20), ("strategy_weights", Record.Of(("uncertainty", 0.2), ("diversity", 0.2), ("random", 1.0))));
        Assert.NotNull(state.Memo);
        Assert.Equal(Apply(state), Apply(state.WithMemo(null)));

        string Apply(EpisodeState before) => Convert.ToHexStringLower(
            Definition.FindOperator("select_batch")!.Apply(new OperatorContext(before, arguments, 2, Definition.Checks)).State.Digest);
    }

    [Fact]
    public void Fork_without_one_branch_moving_the_other()
    {
        var parent = Game.Start(Definition, 11, "easy").Select(10);
        var first = parent.Select(10, 0, 0, 1);
        var other = parent.Select(30, 1, 0, 1);
        Assert.Equal(first.Digest, parent.Select(10, 0, 0, 1).Digest);
        Assert.NotEqual(first.Digest, other.Digest);
    }

    [Fact]
    public void Not_change_one_episode_by_another_that_is_played_between_its_steps()
    {
        var policies = new (long Batch, double Uncertainty, double Diversity, double Random)[] { (10, 0.4, 0.4, 0.2), (17, 1, 0, 0), (5, 0, 0, 1), (30, 0, 1, 0.5) };
        Game[] alone = [.. Enumerable.Range(0, 24).Select(index => Play(Game.Start(Definition, index, TaskOf(index)), 6, policies[index % 4]))];
        Game[] together = [.. Enumerable.Range(0, 24).Select(index => Game.Start(Definition, index, TaskOf(index)))];
        for (var step = 0; step < 6; step++)
        {
            Parallel.For(0, together.Length, index => together[index] = Play(together[index], 1, policies[index % 4]));
        }

        Assert.Equal(alone.Select(game => game.Digest), together.Select(game => game.Digest));

        static string TaskOf(int index) => (index % 3) switch { 0 => "easy", 1 => "medium", _ => "hard" };

        static Game Play(Game game, int steps, (long Batch, double Uncertainty, double Diversity, double Random) policy)
        {
            for (var step = 0; step < steps && game.Moment.IsRunning; step++)
            {
                game = game.Select(policy.Batch, policy.Uncertainty, policy.Diversity, policy.Random);
            }

            return game;
        }
    }

    [Fact]
    public void Select_every_row_at_most_once_and_count_what_is_left()
    {
        var stream = RandomStream.For(1, "test");
        for (var seed = 0; seed < 40; seed++)
        {
            var game = Game.Start(Definition, seed, null, ("budget", 1100), ("max_steps", 30));
            var pool = Pool.Of(game.State);
            while (game.Moment.IsRunning)
            {
                game = game.Select(1 + (long)stream.Next(200), stream.NextDouble(), stream.NextDouble(), 0.01 + stream.NextDouble());
                var rows = Rows(game);
                Assert.Equal(rows.Length, rows.Distinct().Count());
                Assert.Equal(1100 - rows.Length, game.State.Get(DataSelectState.PoolLeft));
                Assert.Equal(pool.Noisy.Count(noisy => noisy) - rows.Count(row => pool.Noisy[row]), game.State.Get(DataSelectState.NoisyLeft));
                Assert.InRange(game.State.Get(DataSelectState.Performance), 0.05, 1.0);
            }
        }
    }

    private static long[] Rows(Game game)
    {
        var rows = (Column<long>)game.State[DataSelectState.Selected]["row"];
        return [.. Enumerable.Range(0, rows.Length).Select(index => rows[index])];
    }

    private static void AssertRefused(Func<Game, Game> take)
    {
        var game = Game.Start(Definition, 42, "easy").Select(10);
        var before = game.Digest;
        Assert.Equal("invalid_action", Assert.Throws<ContractException>(() => take(game)).Code);
        Assert.Equal(before, game.Digest);
    }
}

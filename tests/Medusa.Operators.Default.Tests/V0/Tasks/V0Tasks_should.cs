using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0.Tasks;

public sealed class V0Tasks_should
{
    [Fact]
    public void Be_made_for_seeds_0_to_11_in_order() =>
        Assert.Equal(Enumerable.Range(0, 12).Select(seed => (ulong)seed), MedusaV0Environment.Definition.Tasks.Select(task => task.Seed.Low));

    [Fact]
    public void Weigh_their_criteria_to_one_in_all() => Assert.All(MedusaV0Environment.Definition.Tasks, task =>
        Assert.Equal(1.0, Enumerable.Range(0, task.Rubric.Count).Sum(index => task.Rubric[index].AsNumber), 12));

    [Fact]
    public void Clip_scores_between_a_tenth_and_ninety_five_hundredths()
    {
        var full = EpisodeRun.Of(MedusaV0Environment.Definition, 6, ("n_dim_rows", 200))
            .Take(MedusaActions.ExecuteJoinLeft, MedusaActions.ApplyScd2, MedusaActions.Commit);
        var score = MedusaV0Environment.Definition.FindTask("fresh_join_baseline")!.Score(full.View);
        Assert.Equal((0.95, "S", true), (score.Score, score.Grade, score.Passed));

        var none = EpisodeRun.Of(MedusaV0Environment.Definition, 11).Take(MedusaActions.Commit);
        score = MedusaV0Environment.Definition.FindTask("schema_history_guard")!.Score(none.View);
        Assert.Equal((0.1, "F", true), (score.Score, score.Grade, score.Passed));
    }

    [Fact]
    public void Score_nothing_while_the_episode_runs()
    {
        var score = MedusaV0Environment.Definition.Tasks[0].Score(EpisodeRun.Of(MedusaV0Environment.Definition, 0).View);
        Assert.Equal((0.0, false), (score.Score, score.Passed));
    }

    [Fact]
    public void Score_an_episode_without_a_task_by_its_seed()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 5).Take(MedusaActions.SyncCheck, MedusaActions.Commit);
        var expected = MedusaV0Environment.Definition.FindTask("stale_sync_recovery")!.Score(run.View).Score;
        Assert.Equal(expected, MedusaV0Environment.Definition.ScoreWithoutTask!(run.View));
        Assert.Equal(expected, run.Observation.GetProperty("metrics").GetProperty("score").GetDouble());
    }
}

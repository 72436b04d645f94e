using System.Text.Json;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0;

/// <summary>Replays one recorded episode and says where it differs at all; numbers are compared exactly.</summary>
internal sealed class RecordedEpisode(JsonElement recorded)
{
    private readonly List<string> differences = [];

    public IReadOnlyList<string> Differences()
    {
        var run = new EpisodeRun(
            MedusaV0Environment.Definition,
            recorded.GetProperty("seed"),
            ("n_fact_rows", recorded.GetProperty("n_fact_rows").GetInt64()),
            ("n_dim_rows", recorded.GetProperty("n_dim_rows").GetInt64()),
            ("max_steps", recorded.GetProperty("max_steps").GetInt64()));
        CompareObservation(recorded.GetProperty("reset"), run, "reset");
        var steps = recorded.GetProperty("steps");
        for (var index = 0; index < steps.GetArrayLength(); index++)
        {
            CompareStep(steps[index], run, $"step {index + 1}");
        }

        CompareState(run);
        CompareTables(run);
        CompareTasks(run);
        return differences;
    }

    private void CompareStep(JsonElement step, EpisodeRun run, string place)
    {
        var wasDone = run.IsDone;
        run.Take(step.GetProperty("action").GetString()!);
        place += " " + step.GetProperty("action").GetString();
        CompareObservation(step, run, place);
        CompareNumber(step.GetProperty("reward"), run.Reward, place + " reward");
        Expect(step.GetProperty("done").GetBoolean() == run.IsDone, place + " done");
        if (!wasDone)
        {
            CompareNumber(step.GetProperty("cumulative_reward"), run.View.CumulativeReward, place + " cumulative_reward");
        }
    }

    private void CompareObservation(JsonElement expected, EpisodeRun run, string place)
    {
        Compare(expected.GetProperty("message"), run.Observation.GetProperty("message"), place + " message");
        Compare(expected.GetProperty("metrics"), run.Observation.GetProperty("metrics"), place + " metrics");
        var features = run.Observation.GetProperty("features");
        for (var index = 0; index < 16; index++)
        {
            CompareNumber(expected.GetProperty("features")[index], features[index].GetDouble(), $"{place} features[{index}]");
        }
    }

    private void CompareState(EpisodeRun run)
    {
        var actual = run.StateJson();
        foreach (var field in recorded.GetProperty("state").EnumerateObject().Where(field => field.Name != "step_count"))
        {
            if (field.Name == "cumulative_reward")
            {
                CompareNumber(field.Value, actual.GetProperty(field.Name).GetDouble(), "state cumulative_reward");
            }
            else
            {
                Compare(field.Value, actual.GetProperty(field.Name), "state " + field.Name);
            }
        }
    }

    private void CompareTables(EpisodeRun run)
    {
        foreach (var table in recorded.GetProperty("tables").EnumerateObject())
        {
            var actual = run.State[MedusaV0Environment.Definition.State.Table(table.Name)];
            Expect(table.Value.GetProperty("rows").GetInt32() == actual.RowCount, $"{table.Name}: {actual.RowCount} rows");
            Expect(table.Value.GetProperty("cols").EnumerateArray().Select(name => name.GetString()).SequenceEqual(actual.ColumnNames), table.Name + " columns");
            Expect(table.Value.GetProperty("sha256").GetString() == TableDigest.Of(actual), table.Name + " digest");
        }
    }

    private void CompareTasks(EpisodeRun run)
    {
        foreach (var score in recorded.GetProperty("all_task_scores").EnumerateObject())
        {
            CompareNumber(score.Value, MedusaV0Environment.Definition.FindTask(score.Name)!.Score(run.View).Score, "score of " + score.Name);
        }

        var expected = recorded.GetProperty("task");
        var task = MedusaV0Environment.Definition.FindTask(expected.GetProperty("task_id").GetString()!)!.Score(run.View);
        var json = CanonicalJson.Bytes(Record.Of(
            ("task_id", task.Task),
            ("score", task.Score),
            ("grade", task.Grade),
            ("passed", task.Passed),
            ("breakdown", task.Breakdown),
            ("notes", Value.List(task.Notes))));
        using var actual = JsonDocument.Parse(json);
        Compare(expected, actual.RootElement, "task");
    }

    private void Compare(JsonElement expected, JsonElement actual, string place)
    {
        if (JsonDifference.Between(expected, actual, place) is { } difference)
        {
            differences.Add(difference);
        }
    }

    private void CompareNumber(JsonElement expected, double actual, string place) =>
        Expect(expected.GetDouble() == actual, $"{place}: {expected.GetRawText()} expected, {actual} found");

    private void Expect(bool holds, string difference)
    {
        if (!holds)
        {
            differences.Add(difference);
        }
    }
}

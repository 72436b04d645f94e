using System.Text.Json;
using Medusa.DataSelect.V0;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.Tests.V0;

public sealed class DataSelectV0_should
{
    [Fact]
    public void Replay_every_recorded_episode()
    {
        var count = 0;
        foreach (var recorded in Fixture.Lines("episodes.jsonl.gz"))
        {
            Replay(recorded);
            count++;
        }

        Assert.Equal(403, count);
    }

    private static void Replay(JsonElement recorded)
    {
        var definition = DataSelectV0Environment.Definition;
        var where = $"{recorded.GetProperty("cfg_name")}, seed {recorded.GetProperty("seed")}, {recorded.GetProperty("policy")}";
        var config = recorded.GetProperty("cfg");
        var seed = Seed.Of(recorded.GetProperty("seed").GetInt64());
        var options = Record.Of(
            ("difficulty", recorded.GetProperty("task").GetString() ?? "easy"),
            ("flip_y", config.GetProperty("data").GetProperty("flip_y").GetDouble()),
            ("budget", config.GetProperty("budget").GetInt64()),
            ("max_steps", config.GetProperty("max_steps").GetInt64()),
            ("min_batch", config.TryGetProperty("min_batch", out var least) ? least.GetInt64() : 1),
            ("stop_threshold", config.TryGetProperty("stop_threshold", out var threshold) ? threshold.GetDouble() : 0.6));
        var scenario = definition.Scenarios.Generate(new ScenarioRequest(seed, options, true));
        var moment = EpisodeFold.Start(definition, scenario, seed, recorded.GetProperty("task").GetString(), null);
        AssertObservation(recorded.GetProperty("reset").GetProperty("obs"), moment.View, where);
        AssertReset(recorded.GetProperty("reset"), moment.View.State);
        var total = 0.0;
        var index = 0;
        foreach (var step in recorded.GetProperty("steps").EnumerateArray())
        {
            var at = $"{where}, step {++index}";
            var before = moment.View.State;
            var action = step.GetProperty("action");
            var weights = Record.Of([.. action.GetProperty("strategy_weights").EnumerateObject().Select(weight => (weight.Name, (Value)weight.Value.GetDouble()))]);
            var arguments = Record.Of(("batch_size", action.GetProperty("batch_size").GetInt64()), ("strategy_weights", weights));
            moment = EpisodeFold.Advance(definition, moment, definition.FindOperator(action.GetProperty("action_type").GetString()!)!, arguments, out var result);
            AssertObservation(step.GetProperty("obs"), moment.View, at);
            Fixture.AssertClose([step.GetProperty("reward").GetDouble()], [moment.View.CumulativeReward - total], 1e-12);
            total = moment.View.CumulativeReward;
            Assert.True(step.GetProperty("done").GetBoolean() != moment.IsRunning, $"{at}: done differs.");
            AssertInfo(step.GetProperty("info"), result.Metrics, at);
            if (step.TryGetProperty("idx", out var fed))
            {
                AssertFed(step, before, moment.View.State, fed.Integers(), at);
            }

            if (step.TryGetProperty("model", out var model))
            {
                AssertModel(model, moment.View.State);
            }
        }

        Fixture.AssertClose([recorded.GetProperty("total_reward").GetDouble()], [total], 1e-9);
        AssertEnd(recorded, moment.View);
    }

    private static void AssertEnd(JsonElement recorded, EpisodeView view)
    {
        var state = recorded.GetProperty("state");
        Assert.Equal(state.GetProperty("pool_size").GetInt64(), view.State.Get(DataSelectState.PoolLeft));
        Assert.Equal(state.GetProperty("step_count").GetInt64(), view.State.Get(DataSelectState.Batches));
        if (!recorded.TryGetProperty("grade", out var grade))
        {
            return;
        }

        var score = DataSelectV0Environment.Definition.FindTask(recorded.GetProperty("task").GetString()!)!.Score(view);
        Fixture.AssertClose([grade.GetProperty("score").GetDouble()], [score.Score]);
        Assert.Equal(grade.GetProperty("passed").GetBoolean(), score.Passed);
        Assert.Equal(score.Passed, GradeReport.Of(DataSelectV0Environment.Definition.Checks, view.State).Passed);
        foreach (var field in grade.GetProperty("breakdown").EnumerateObject())
        {
            Fixture.AssertClose([field.Value.GetDouble()], [score.Breakdown[field.Name].AsNumber]);
        }

        Assert.Equal(grade.GetProperty("breakdown").EnumerateObject().Count(), score.Breakdown.Count);
    }

    private static void AssertReset(JsonElement recorded, EpisodeState state)
    {
        var pool = Pool.Of(state);
        Assert.Equal(recorded.GetProperty("noise_count").GetInt32(), pool.Noisy.Count(noisy => noisy));
        Assert.Equal(recorded.GetProperty("noise_mask_sha256").GetString(), Sha256(pool.Noisy.Select(noisy => noisy ? (byte)1 : (byte)0)));
        AssertModel(recorded.GetProperty("model"), state);
        var row = new double[DataSet.Features];
        pool.CopyRow(0, row);
        Fixture.AssertClose(recorded.GetProperty("X_pool_row0").Numbers(), row);
        pool.CopyRow(1099, row);
        Fixture.AssertClose(recorded.GetProperty("X_pool_row1099").Numbers(), row);
        Fixture.AssertClose([recorded.GetProperty("X_pool_sum").GetDouble()], [pool.Features.Sum(values => values.Sum())], 1e-8);
        DataSelectState.CentroidOf(state, row);
        Fixture.AssertClose(recorded.GetProperty("centroid").Numbers(), row);
    }

    private static string Sha256(IEnumerable<byte> bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.ToArray()));

    private static void AssertInfo(JsonElement recorded, Record metrics, string where)
    {
        Assert.Equal(recorded.EnumerateObject().Count(), metrics.Count);
        foreach (var field in recorded.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Number)
            {
                Assert.True(Math.Abs(field.Value.GetDouble() - metrics[field.Name].AsNumber) < 1e-9, $"{where}: {field.Name} is {metrics[field.Name]}, recorded was {field.Value}.");
            }
            else
            {
                Assert.Equal(field.Value.GetString(), metrics[field.Name].AsText);
            }
        }
    }

    private static void AssertFed(JsonElement step, EpisodeState before, EpisodeState after, int[] fed, string where)
    {
        var left = Selector.RowsLeft(before);
        var rows = (Column<long>)after[DataSelectState.Selected]["row"];
        var start = before[DataSelectState.Selected].RowCount;
        Assert.Equal(fed.Select(position => (long)left[position]), Enumerable.Range(start, rows.Length - start).Select(index => rows[index]));
        Assert.Equal(fed, PythonSetOrder.Of(step.GetProperty("sel_u").Integers(), step.GetProperty("sel_d").Integers(), step.GetProperty("sel_r").Integers()));
        var plan = new BatchPlan(step.GetProperty("sel_u").GetArrayLength(), step.GetProperty("sel_d").GetArrayLength(), step.GetProperty("sel_r").GetArrayLength());
        var picks = Selector.Pick(before, left, plan, DataSelectState.RandomOf(before));
        Assert.Equal(step.GetProperty("sel_u").Integers(), picks.Uncertain);
        Assert.Equal(step.GetProperty("sel_d").Integers(), picks.Diverse);
        Assert.Equal(step.GetProperty("sel_r").Integers(), picks.Random);
    }

    private static void AssertModel(JsonElement recorded, EpisodeState state)
    {
        var model = DataSelectState.ModelOf(state);
        Fixture.AssertClose(recorded.GetProperty("coef").Numbers(), model.Weights);
        Fixture.AssertClose(recorded.GetProperty("intercept").Numbers(), [model.Intercept]);
        Assert.Equal(recorded.GetProperty("t").GetDouble(), model.Updates);
    }

    private static void AssertObservation(JsonElement recorded, EpisodeView view, string where)
    {
        var json = new JsonBuffer();
        DataSelectV0Environment.Definition.Observer.WriteObservation(new ObservationContext(view, "", Record.Empty, false), json);
        var actual = JsonDocument.Parse(json.WrittenMemory).RootElement;
        foreach (var field in recorded.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.String)
            {
                Assert.Equal("nan", field.Value.GetString());
                Assert.Equal(JsonValueKind.Null, actual.GetProperty(field.Name).ValueKind);
                continue;
            }

            var expected = field.Value.GetDouble();
            Assert.True(Math.Abs(expected - actual.GetProperty(field.Name).GetDouble()) < 1e-9, $"{where}: {field.Name} is {actual.GetProperty(field.Name)}, recorded was {expected:R}.");
        }
    }
}

using System.Text.Json;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0;

/// <summary>The whole environment against every recording of the original.</summary>
public sealed class MedusaV0_should
{
    [Theory]
    [InlineData("episodes.jsonl.gz", 1170)]
    [InlineData("episodes_multifail.jsonl.gz", 71)]
    public void Replay_every_recorded_episode(string file, int count)
    {
        var replayed = 0;
        var failures = new List<string>();
        foreach (var recorded in Fixture.Lines(file))
        {
            replayed++;
            var differences = new RecordedEpisode(recorded).Differences();
            if (differences.Count > 0)
            {
                failures.Add($"{recorded.GetProperty("policy").GetString()} seed {recorded.GetProperty("seed")} line {replayed}: {string.Join("; ", differences.Take(4))}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {replayed} episodes differ:\n{string.Join('\n', failures.Take(15))}");
        Assert.Equal(count, replayed);
    }

    [Fact]
    public void Draw_every_recorded_Bronze_table()
    {
        var drawn = 0;
        foreach (var recorded in Fixture.Lines("bronze_digests.jsonl.gz"))
        {
            var run = Reset(recorded);
            Assert.Equal(recorded.GetProperty("id").GetString(), run.View.Scenario);
            Assert.Contains(recorded.GetProperty("description").GetString()!, run.Message, StringComparison.Ordinal);
            Assert.Equal(recorded.GetProperty("time_delta_a").GetDouble(), run.State.Get(V0State.AgeA));
            Assert.Equal(recorded.GetProperty("time_delta_b").GetDouble(), run.State.Get(V0State.AgeB));
            Assert.Equal(recorded.GetProperty("is_stale_a").GetBoolean(), run.State.Get(V0State.IsStaleA));
            Assert.Equal(recorded.GetProperty("is_stale_b").GetBoolean(), run.State.Get(V0State.IsStaleB));
            Assert.Equal(recorded.GetProperty("a").GetProperty("sha256").GetString(), TableDigest.Of(run.State[V0State.BronzeA]));
            Assert.Equal(recorded.GetProperty("b").GetProperty("sha256").GetString(), TableDigest.Of(run.State[V0State.BronzeB]));
            drawn++;
        }

        Assert.Equal(566, drawn);
    }

    [Fact]
    public void Draw_recorded_Bronze_tables_cell_by_cell()
    {
        foreach (var recorded in Fixture.Lines("bronze_tables.jsonl.gz"))
        {
            var run = Reset(recorded);
            Assert.Equal(Text(recorded.GetProperty("a")), TableDigest.Text(run.State[V0State.BronzeA]));
            Assert.Equal(Text(recorded.GetProperty("b")), TableDigest.Text(run.State[V0State.BronzeB]));
        }
    }

    private static EpisodeRun Reset(JsonElement recorded) => new(
        MedusaV0Environment.Definition,
        recorded.GetProperty("seed"),
        ("n_fact_rows", recorded.GetProperty("n_fact_rows").GetInt64()),
        ("n_dim_rows", recorded.GetProperty("n_dim_rows").GetInt64()));

    private static string Text(JsonElement table)
    {
        var lines = table.GetProperty("rows").EnumerateArray().Select(row => string.Join('|', row.EnumerateArray().Select(Cell)));
        return string.Join('\n', [string.Join('|', table.GetProperty("cols").EnumerateArray().Select(name => name.GetString())), .. lines]) + "\n";
    }

    private static string Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => @"\N",
        JsonValueKind.Number => Medusa.Operators.Default.V0.Python.PythonFormat.Repr(cell.GetDouble()),
        _ => cell.GetString()!,
    };
}

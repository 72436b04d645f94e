using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0.Operators;

public sealed class Loading_should
{
    private static readonly TextDictionary Keys = TextColumn.Of("K1", "K2", "K3").Dictionary;
    private static readonly DateTime Now = OperatorContext.Epoch.AddHours(5);

    [Fact]
    public void Version_an_orphan_anew_each_time_because_NULL_equals_nothing()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 0)
            .Take(MedusaActions.ExecuteJoinLeft, MedusaActions.ApplyScd2, MedusaActions.ApplyScd2);
        Assert.Equal(50, run.State.Get(V0State.ScdUpdates));
        Assert.Equal(250, run.State[V0State.Silver].RowCount);
    }

    [Fact]
    public void Compare_with_the_first_current_version_and_insert_once_all_are_closed()
    {
        var silver = HistoryColumns.Open(Rows((0, "x"), (0, "y")), OperatorContext.Epoch);
        var outcome = VersionMerge.Of(silver, Rows((0, "x"), (0, "y"), (0, "z")), Now);

        // x equals the first version; y differs from it and closes both; z then finds none.
        Assert.Equal(4, outcome.Silver.RowCount);
        Assert.Equal("x y y z", Statuses(outcome.Silver));
        Assert.Equal("False False True True", Flags(outcome.Silver));
    }

    [Fact]
    public void Insert_every_row_of_a_key_that_is_new()
    {
        var silver = HistoryColumns.Open(Rows((0, "x")), OperatorContext.Epoch);
        Assert.Equal("x y z", Statuses(VersionMerge.Of(silver, Rows((1, "y"), (1, "z")), Now).Silver));
    }

    [Fact]
    public void Date_rows_without_history_thirty_days_back()
    {
        var silver = VersionMerge.Of(Rows((0, "x"), (1, "x")), Rows((0, "y")), Now).Silver;
        var from = (Column<DateTime>)silver["valid_from"];
        Assert.Equal([Now.AddDays(-30), Now.AddDays(-30), Now], Enumerable.Range(0, 3).Select(row => from[row]));
        Assert.Equal(Now, ((Column<DateTime>)silver["valid_to"])[0]);
    }

    [Fact]
    public void Lose_the_history_of_keys_that_SCD_1_overwrites()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 0)
            .Take(MedusaActions.ExecuteJoinLeft, MedusaActions.ApplyScd2, MedusaActions.ApplyScd1);
        Assert.Equal(200, run.State[V0State.Silver]["is_current"].NullCount);

        run.Take(MedusaActions.ApplyScd2);
        Assert.Equal(200, run.State.Get(V0State.ScdInserts));
        Assert.Equal(400, run.State[V0State.Silver].RowCount);
    }

    [Theory]
    [InlineData(MedusaActions.ApplyScd1, "SCD-1")]
    [InlineData(MedusaActions.ApplyScd2, "SCD-2")]
    public void Write_nothing_from_an_empty_join_yet_count_as_applied(string action, string type)
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 0).Take(action);
        Assert.Equal(0, run.State[V0State.Silver].ColumnCount);
        Assert.Equal(type, run.State.Get(V0State.ScdType));
    }

    [Fact]
    public void Share_the_first_load_among_episodes_that_load_at_the_same_step()
    {
        var first = EpisodeRun.Of(MedusaV0Environment.Definition, 0).Take(MedusaActions.ExecuteJoinLeft);
        var load = new ApplyScd2();
        Table LoadAt(int step) => load.Apply(new OperatorContext(first.State, Record.Empty, step, [])).State[V0State.Silver];
        Assert.Same(LoadAt(2), LoadAt(2));
        Assert.False(LoadAt(2).Digest.SequenceEqual(LoadAt(3).Digest));
        Assert.Equal(OperatorContext.Epoch.AddHours(1000), ((Column<DateTime>)LoadAt(1000)["valid_from"])[0]);
    }

    private static Table Rows(params (int Key, string Status)[] rows) => Table.Of(
        ("entity_id", new TextColumn(Keys, [.. rows.Select(row => row.Key)])),
        ("dim_status", TextColumn.Of([.. rows.Select(row => row.Status)])));

    private static string Statuses(Table table) => string.Join(' ', Enumerable.Range(0, table.RowCount).Select(row => ((TextColumn)table["dim_status"])[row]));

    private static string Flags(Table table) => string.Join(' ', Enumerable.Range(0, table.RowCount).Select(row => ((Column<bool>)table["is_current"])[row]));
}

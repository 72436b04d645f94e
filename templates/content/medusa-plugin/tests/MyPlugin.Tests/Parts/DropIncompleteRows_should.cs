using Medusa.Operators.Abstractions;

namespace MyPlugin.Tests;

public sealed class DropIncompleteRows_should
{
    private static readonly StateSchemaBuilder Builder = new();
    private static readonly TableKey Source = Builder.Table(DropIncompleteRows.TableName);
    private static readonly StateSchema Schema = Builder.Build();

    [Fact]
    public void Keep_the_complete_rows()
    {
        var before = StateOf(new Column<long>([1, 2, 3], [true, false, true]));

        var result = Apply(before);

        Assert.Equal(2, result.State[Source].RowCount);
        Assert.Equal(1, result.Metrics["removed"].AsInteger);
        Assert.Equal(3, before[Source].RowCount);
    }

    [Fact]
    public void Leave_the_state_as_it_is_where_nothing_is_missing()
    {
        var before = StateOf(new Column<long>([1, 2, 3]));

        Assert.Same(before, Apply(before).State);
    }

    [Fact]
    public void Be_refused_where_the_environment_has_no_such_table()
    {
        var other = new StateSchemaBuilder().Build().Initial;

        Assert.Equal("invalid_action", Assert.Throws<ContractException>(() => Apply(other)).Code);
    }

    [Fact]
    public void Be_paid_once()
    {
        var rule = RowsRemoved.Template.Create(Record.Of(("pay", 2.5)));
        var before = StateOf(new Column<long>([1], [false]));
        var result = Apply(before);

        Assert.Equal(2.5, rule.Evaluate(new Transition(before, result, new DropIncompleteRows(), Record.Empty, step: 1, timesPaid: 0)));
        Assert.Equal(0, rule.Evaluate(new Transition(before, result, new DropIncompleteRows(), Record.Empty, step: 2, timesPaid: 1)));
    }

    [Fact]
    public void Leave_no_blank_row_behind()
    {
        var before = StateOf(new Column<long>([1, 2], [true, false]));

        Assert.False(new NoBlankRows().Evaluate(before).Passed);
        Assert.True(new NoBlankRows().Evaluate(Apply(before).State).Passed);
    }

    private static EpisodeState StateOf(Column column)
    {
        var edit = Schema.Initial.Edit();
        edit.Set(Source, Table.Of(("value", column)));
        return edit.Build();
    }

    private static OperatorResult Apply(EpisodeState state) => new DropIncompleteRows().Apply(new OperatorContext(state, Record.Empty, 1, []));
}

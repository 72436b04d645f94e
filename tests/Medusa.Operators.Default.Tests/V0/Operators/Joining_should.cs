using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0.Operators;

public sealed class Joining_should
{
    [Fact]
    public void Keep_only_keys_in_quarantine_after_a_left_join_and_whole_rows_otherwise()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 0);
        Assert.Equal("entity_id", Assert.Single(run.Take(MedusaActions.ExecuteJoinLeft).State[V0State.Quarantine].ColumnNames));
        Assert.Equal(4, run.Take(MedusaActions.ExecuteJoinInner).State[V0State.Quarantine].ColumnCount);
        Assert.Equal(4, run.Take(MedusaActions.ExecuteJoinAnti).State[V0State.Quarantine].ColumnCount);
    }

    [Fact]
    public void Give_an_anti_join_all_columns_and_no_rows()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 3).Take(MedusaActions.ExecuteJoinLeft, MedusaActions.ExecuteJoinAnti);
        Assert.Equal(0, run.State[V0State.Joined].RowCount);
        Assert.Equal(8, run.State[V0State.Joined].ColumnCount);
        Assert.Equal("anti", run.State.Get(V0State.JoinType));
    }

    [Fact]
    public void Refuse_a_product_that_no_machine_can_hold()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 1, ("n_fact_rows", 100_000), ("n_dim_rows", 100_000))
            .Take(MedusaActions.PrepKeysA, MedusaActions.PrepKeysA, MedusaActions.PrepKeysB, MedusaActions.PrepKeysB);
        var before = run.State;
        var refused = Assert.Throws<ContractException>(() => run.Take(MedusaActions.ExecuteJoinLeft));
        Assert.Equal("invalid_action", refused.Code);
        Assert.Same(before, run.State);
    }
}

using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0.Operators;

public sealed class Preparing_should
{
    [Fact]
    public void Strip_keys_once_and_write_NULL_as_text_the_second_time()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 1).Take(MedusaActions.PrepKeysA);
        var first = (TextColumn)run.State[V0State.PreparedA]["entity_id"];
        Assert.Equal(50, first.NullCount);
        Assert.DoesNotContain(Texts(first), text => text is not null && text != text.Trim());

        run.Take(MedusaActions.PrepKeysA);
        var second = (TextColumn)run.State[V0State.PreparedA]["entity_id"];
        Assert.Equal(0, second.NullCount);
        Assert.Equal(50, Texts(second).Count(text => text == "<NA>"));

        run.Take(MedusaActions.PrepKeysA);
        Assert.Same(second, run.State[V0State.PreparedA]["entity_id"]);
    }

    [Fact]
    public void Join_the_texts_that_stood_for_NULL_on_both_sides()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 1)
            .Take(MedusaActions.PrepKeysA, MedusaActions.PrepKeysA, MedusaActions.PrepKeysB, MedusaActions.PrepKeysB, MedusaActions.ExecuteJoinInner);
        var joined = (TextColumn)run.State[V0State.Joined]["entity_id"];
        Assert.Equal(50 * 22, Texts(joined).Count(text => text == "<NA>"));
        Assert.True(run.State.Get(V0State.Exploded));
    }

    [Fact]
    public void Deduplicate_NULL_keys_as_one_key_and_keep_each_last_row()
    {
        var run = EpisodeRun.Of(MedusaV0Environment.Definition, 1);
        var before = run.State[V0State.BronzeB];
        var after = run.Take(MedusaActions.DeduplicateB).State[V0State.PreparedB];
        var lastNames = Enumerable.Range(0, before.RowCount)
            .GroupBy(row => ((TextColumn)before["entity_id"])[row])
            .Select(group => group.Last())
            .Order()
            .Select(row => ((TextColumn)before["dim_status"])[row]);
        Assert.Equal(lastNames, Texts((TextColumn)after["dim_status"]));
        Assert.Equal(1, after["entity_id"].NullCount);
        Assert.Equal(112.0 / 113, run.State.Get(V0State.UniquenessB));
    }

    private static IEnumerable<string?> Texts(TextColumn column) => Enumerable.Range(0, column.Length).Select(row => column[row]);
}

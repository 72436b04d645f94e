using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests.V0;

/// <summary>The original's rules for keys differ from version 1's, and so do the marks.</summary>
public sealed class V0Inspector_should
{
    private static readonly EnvironmentDefinition Original = Default.V0.MedusaV0Environment.Definition;

    [Fact]
    public void Mark_what_deduplication_drops_all_null_keys_being_one()
    {
        var run = new Default.Tests.EpisodeRun(Scenario(1), environment: Original);
        run.Step(MedusaActions.PrepKeysB);
        var marked = Marked.Rows(Original, run.State, "bronze_b_prepped", MedusaMarks.DuplicateKey);
        run.Step(MedusaActions.DeduplicateB);
        Assert.Equal(run.Metrics["dupes_removed"].AsInteger, marked.Length);
        Assert.Empty(Marked.Rows(Original, run.State, "bronze_b_prepped", MedusaMarks.DuplicateKey));
    }

    [Fact]
    public void Mark_orphans_by_cleaned_keys()
    {
        var state = Scenario(1).State;
        var partners = Marked.Keys(state, "bronze_b").Select(key => key?.Trim()).ToHashSet();
        var keys = Marked.Keys(state, "bronze_a");
        Assert.Equal(
            Enumerable.Range(0, keys.Length).Where(row => keys[row] is null || !partners.Contains(keys[row]!.Trim())),
            Marked.Rows(Original, state, "bronze_a", MedusaMarks.Orphan));
    }

    [Fact]
    public void Take_the_text_of_a_second_null_for_a_clean_key()
    {
        var run = new Default.Tests.EpisodeRun(Scenario(1), environment: Original);
        run.Take(MedusaActions.PrepKeysA, MedusaActions.PrepKeysA);
        Assert.Contains("<NA>", Marked.Keys(run.State, "bronze_a_prepped"));
        Assert.Empty(Marked.Rows(Original, run.State, "bronze_a_prepped", MedusaMarks.DirtyKey));
        Assert.Empty(Marked.Rows(Original, run.State, "bronze_a_prepped", MedusaMarks.NullKey));
    }

    [Fact]
    public void Mark_the_columns_that_drifted()
    {
        var state = Scenario(3).State;
        Assert.Equal(["new_metric_a"], Marked.Columns(Original, state, "bronze_a", MedusaMarks.NewColumn));
        Assert.Equal(["new_attr_b"], Marked.Columns(Original, state, "bronze_b", MedusaMarks.NewColumn));
    }

    private static Scenario Scenario(ulong seed) => Original.Scenarios.Generate(new ScenarioRequest(
        Seed.Of(seed), Record.Of([.. Original.Scenarios.Options.Fields.Select(option => (option.Name, option.Default))]), true));
}

namespace Medusa.Operators.Default.Tests;

public sealed class ShortestSolution_should
{
    [Fact]
    public void Do_what_each_scenario_needs_and_nothing_else()
    {
        Assert.Equal("EXECUTE_JOIN_LEFT APPLY_SCD_2 COMMIT", Of(Draw.Scenario(0)));
        Assert.Equal("PREP_KEYS_A DEDUPLICATE_B EXECUTE_JOIN_LEFT APPLY_SCD_2 COMMIT", Of(Draw.Scenario(1)));
        Assert.Equal("SYNC_CHECK EXECUTE_JOIN_LEFT APPLY_SCD_2 COMMIT", Of(Draw.Scenario(2)));
        Assert.Equal("EVOLVE_SCHEMA EXECUTE_JOIN_LEFT APPLY_SCD_2 COMMIT", Of(Draw.Scenario(3)));
    }

    [Fact]
    public void Leave_out_a_challenge_that_does_not_matter()
    {
        // B's padded key is none of A's; its two spellings of "a" are one key only once they are cleaned.
        Assert.Equal("EXECUTE_JOIN_LEFT APPLY_SCD_2 COMMIT", Of(Sources.Scenario(["a"], ["a", " b", " a"])));
        Assert.Equal("PREP_KEYS_B DEDUPLICATE_B EXECUTE_JOIN_LEFT APPLY_SCD_2 COMMIT", Of(Sources.Scenario(["a", "b"], ["a", " b", " a"])));
    }

    [Fact]
    public void Be_unknown_where_the_steps_do_not_suffice()
    {
        Assert.Null(MedusaEnvironment.Definition.MaxReturn!(Draw.Scenario(0, maxSteps: 2)));
        Assert.Equal(44.4, MedusaEnvironment.Definition.MaxReturn!(Draw.Scenario(0, maxSteps: 3))!.Value, 9);
    }

    private static string Of(Abstractions.Scenario scenario) => string.Join(' ', ShortestSolution.Of(scenario));
}

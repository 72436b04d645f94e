using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class MedusaPolicies_should
{
    [Fact]
    public void Be_the_four_documented_ones() => Assert.Equal(["pipeline", "documented", "commit", "random"], MedusaPolicies.All.Select(policy => policy.Name));

    [Fact]
    public void Do_only_what_the_observation_calls_for()
    {
        Assert.Equal(["EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"], ActionsOf(Draw.Scenario(0)));
        Assert.Equal(["PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"], ActionsOf(Draw.Scenario(1)));
        Assert.Equal(["SYNC_CHECK", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"], ActionsOf(Draw.Scenario(2)));
        Assert.Equal(["EVOLVE_SCHEMA", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"], ActionsOf(Draw.Scenario(3)));
    }

    [Fact]
    public void Choose_at_random_by_their_seed_alone()
    {
        var policy = MedusaEnvironment.Definition.FindPolicy("random")!;
        Assert.Equal(Choices(7), Choices(7));
        Assert.NotEqual(Choices(7), Choices(8));
        Assert.Equal(11, Choices(7).Distinct().Count());

        List<string> Choices(ulong seed)
        {
            var run = policy.Start(seed);
            return [.. Enumerable.Range(0, 200).Select(step => run.Next(default, step)["action"].AsText)];
        }
    }

    private static List<string> ActionsOf(Scenario scenario)
    {
        var run = new EpisodeRun(scenario);
        var policy = MedusaEnvironment.Definition.FindPolicy("pipeline")!.Start(0);
        var actions = new List<string>();
        while (run.IsRunning)
        {
            using var observation = run.Observe();
            actions.Add(policy.Next(observation.RootElement, run.View.Step)["action"].AsText);
            run.Step(actions[^1]);
        }

        return actions;
    }
}

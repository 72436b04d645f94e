using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>What holds for every seed in each of the five scenarios, whatever the seed draws of its own.</summary>
public sealed class EveryScenario_should
{
    private const int Count = 2_000;

    public static TheoryData<string> Kinds => [.. MedusaScenarioGenerator.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Be_solved_to_all_four_checks_by_both_solving_policies(string kind)
    {
        foreach (var seed in Draw.Seeds(Count))
        {
            var scenario = Draw.Scenario(seed, kind);
            foreach (var policy in new[] { "documented", "pipeline" })
            {
                var run = new EpisodeRun(scenario).Play(MedusaEnvironment.Definition.FindPolicy(policy)!);
                Assert.True(run.Passed, $"{policy} {kind} {seed}: {run.State.Get(MedusaState.GraderReport)}");
                Assert.True(Oracle.IsNothingLostOrDoubled(run.State), $"{policy} {kind} {seed}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Never_pass_without_an_apply(string kind)
    {
        string[][] shortcuts =
        [
            ["COMMIT"],
            ["SYNC_CHECK", "COMMIT"],
            ["EXECUTE_JOIN_INNER", "COMMIT"],
            ["EXECUTE_JOIN_LEFT", "COMMIT"],
            ["EXECUTE_JOIN_ANTI", "COMMIT"],
        ];
        foreach (var seed in Draw.Seeds(Count))
        {
            var scenario = Draw.Scenario(seed, kind);
            Assert.All(shortcuts, actions =>
            {
                var run = EpisodeRun.Of(scenario, actions);
                Assert.NotNull(run.Grade);
                Assert.False(run.Passed, $"{kind} {seed}: {string.Join(' ', actions)}");
            });
        }
    }
}

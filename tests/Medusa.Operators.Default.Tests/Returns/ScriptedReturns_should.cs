using System.Globalization;
using System.Text;

namespace Medusa.Operators.Default.Tests;

public sealed class ScriptedReturns_should
{
    private const int Count = 60;

    [Fact]
    public void Be_those_of_the_documentation()
    {
        var text = new StringBuilder(
            """
            # Returns of scripted policies in `medusa`, version 1

            Mean return over the seeds 0 to 59, default sizes; in parentheses the share of episodes in which all four checks passed. A test generates this page and fails when
            it differs. The rules are in [The MEDUSA environment](medusa.md).

            | Policy | clean | dirty_keys | stale | schema_drift | blended |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (name, play) in ScriptedReturns.Policies)
        {
            text.Append("| ").Append(name);
            foreach (var kind in MedusaScenarioGenerator.Names)
            {
                var runs = Enumerable.Range(0, Count).Select(seed => play(Draw.Scenario((ulong)seed, kind), (ulong)seed)).ToArray();
                text.Append(CultureInfo.InvariantCulture, $" | {runs.Average(run => run.Return):F1} ({100.0 * runs.Count(run => run.Passed) / Count:F0} %)");
            }

            text.Append(" |\n");
        }

        text.Append(
            """

            The shortest solution is the most that an episode can pay; `/grade` shows it as `max_return`. What earns much without solving (a left join pays for a high match
            whatever follows) still earns less than every script that solves the episode. Train on the reward, judge by `passed`.

            """.ReplaceLineEndings("\n"));
        Repository.AssertHolds("docs/environments/medusa-returns.md", text.ToString());
    }

    [Fact]
    public void Never_be_higher_without_a_solution_than_with_one()
    {
        foreach (var kind in MedusaScenarioGenerator.Names)
        {
            for (ulong seed = 0; seed < Count; seed++)
            {
                var runs = ScriptedReturns.Policies.Select(policy => policy.Play(Draw.Scenario(seed, kind), seed)).ToArray();

                // A random walk may solve an episode after any number of explosions, so it sets no floor; its failures count like all others.
                var floor = runs[..^1].Where(run => run.Passed).Min(run => run.Return);
                Assert.All(runs.Where(run => !run.Passed), run => Assert.True(run.Return < floor, $"{kind} {seed}: {run.Return} against {floor}"));
            }
        }
    }

    [Fact]
    public void Make_an_early_commit_a_bad_idea()
    {
        for (ulong seed = 0; seed < Count; seed++)
        {
            Assert.Equal(-20.2, EpisodeRun.Of(Draw.Scenario(seed, "clean"), "COMMIT").Return, 9);
            Assert.InRange(EpisodeRun.Of(Draw.Scenario(seed), "COMMIT").Return, -36, -20);
            Assert.True(EpisodeRun.Of(Draw.Scenario(seed, "clean"), "EXECUTE_JOIN_LEFT", "COMMIT").Return < 5);
        }
    }
}

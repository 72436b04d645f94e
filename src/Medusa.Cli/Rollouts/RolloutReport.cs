using System.Globalization;
using Medusa.Cli.Output;

namespace Medusa.Cli.Rollouts;

/// <summary>Shows what a rollout did: a table, or with <c>--json</c> one object.</summary>
internal static class RolloutReport
{
    internal static void WriteTable(Terminal terminal, RolloutPlan plan, RolloutResult result, IReadOnlyList<ScenarioSummary> rows)
    {
        var grid = new Grid("scenario", "episodes#", "mean reward#", "passed#", "excess steps#", "steps/s#");
        foreach (var row in rows)
        {
            grid.Add(
                row.Scenario,
                Count(row.Episodes),
                row.MeanReward.ToString("0.00", CultureInfo.InvariantCulture),
                new Cell(string.Create(CultureInfo.InvariantCulture, $"{row.PassedShare * 100:0.0} %"), row.PassedShare == 1 ? Tone.Good : Tone.Plain),
                row.ExcessSteps?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",
                Count((long)row.StepsPerSecond));
        }

        grid.Write(terminal);
        terminal.Out.WriteLine(Headline(plan, result));
    }

    internal static void WriteJson(Terminal terminal, RolloutPlan plan, RolloutResult result, IReadOnlyList<ScenarioSummary> rows) =>
        terminal.WriteJson(
            new
            {
                environment = plan.Environment.Name,
                version = plan.Environment.Version,
                policy = plan.Policy.Name,
                task = plan.Task,
                episodes = result.Episodes.Count,
                steps = rows[^1].Steps,
                seconds = result.Elapsed.TotalSeconds,
                steps_per_second = rows[^1].StepsPerSecond,
                interrupted = result.IsInterrupted,
                scenarios = rows,
            });

    internal static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Headline(RolloutPlan plan, RolloutResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{plan.Environment.Name} version {plan.Environment.Version}, policy {plan.Policy.Name}: {Count(result.Episodes.Count)} of {Count(plan.Episodes)} episodes in {result.Elapsed.TotalSeconds:0.00} s, {result.Workers} at a time.");
}

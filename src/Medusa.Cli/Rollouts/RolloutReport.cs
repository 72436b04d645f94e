using System.Globalization;
using System.Text.Json;
using Medusa.Client;
using Spectre.Console;

namespace Medusa.Cli.Rollouts;

/// <summary>Shows what a rollout did: a table, or with <c>--json</c> one object.</summary>
internal static class RolloutReport
{
    internal static void WriteTable(Terminal terminal, RolloutPlan plan, RolloutResult result, IReadOnlyList<ScenarioSummary> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("scenario");
        foreach (var heading in new[] { "episodes", "mean reward", "passed", "excess steps", "steps/s" })
        {
            table.AddColumn(heading, column => column.RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow(
                new Text(row.Scenario),
                new Text(Count(row.Episodes)),
                new Text(row.MeanReward.ToString("0.00", CultureInfo.InvariantCulture)),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{row.PassedShare * 100:0.0} %")),
                new Text(row.ExcessSteps?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–"),
                new Text(Count((long)row.StepsPerSecond)));
        }

        terminal.Tables().Write(table);
        terminal.Out.WriteLine(Headline(plan, result));
    }

    internal static void WriteJson(Terminal terminal, RolloutPlan plan, RolloutResult result, IReadOnlyList<ScenarioSummary> rows) =>
        terminal.Out.WriteLine(JsonSerializer.Serialize(
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
            },
            MedusaJson.Options));

    internal static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Headline(RolloutPlan plan, RolloutResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{plan.Environment.Name} version {plan.Environment.Version}, policy {plan.Policy.Name}: {Count(result.Episodes.Count)} of {Count(plan.Episodes)} episodes in {result.Elapsed.TotalSeconds:0.00} s, {result.Workers} at a time.");
}

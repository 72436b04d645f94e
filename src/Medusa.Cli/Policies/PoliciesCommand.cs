using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Medusa.Cli.Hosts;
using Medusa.Client;
using Medusa.Operators.Abstractions;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace Medusa.Cli.Policies;

/// <summary><c>medusa policies</c>: what an environment offers to roll out with.</summary>
internal static class PoliciesCommand
{
    private static readonly Option<string?> Environment = new("--env") { Description = "Only this environment; default: all that are installed.", HelpName = "NAME" };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints one JSON object." };

    internal static Command Create(Terminal terminal)
    {
        var command = new Command("policies", "Lists the scripted policies and the tasks of the installed environments.") { Environment, Json };
        command.SetAction(async (parsed, _) =>
        {
            await using var embedded = EmbeddedHost.Start();
            var environments = parsed.GetValue(Environment) is { } name ? [embedded.Require(name)] : embedded.Environments;
            if (parsed.GetValue(Json))
            {
                WriteJson(terminal, environments);
            }
            else
            {
                WriteTables(terminal, environments);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteTables(Terminal terminal, IReadOnlyList<EnvironmentDefinition> environments)
    {
        var console = terminal.Tables();
        foreach (var environment in environments)
        {
            terminal.Out.WriteLine($"{environment.Name} version {environment.Version}: {environment.Description}");
            var policies = new Table { Border = TableBorder.Simple }.AddColumns("policy", "what it does");
            foreach (var policy in environment.Policies)
            {
                policies.AddRow(new Text(policy.Name == environment.BaselinePolicy ? $"{policy.Name} (baseline)" : policy.Name), new Text(policy.Description));
            }

            var tasks = new Table { Border = TableBorder.Simple }.AddColumns("task", "difficulty", "seed", "pass at", "what is to be done");
            foreach (var task in environment.Tasks)
            {
                tasks.AddRow(new Text(task.Name), new Text(task.Difficulty), new Text(task.Seed.Text), new Text(task.PassThreshold.ToString("0.00", CultureInfo.InvariantCulture)), new Text(task.Description));
            }

            console.Write(policies);
            console.Write(tasks);
        }
    }

    private static void WriteJson(Terminal terminal, IReadOnlyList<EnvironmentDefinition> environments) =>
        terminal.Out.WriteLine(JsonSerializer.Serialize(
            new
            {
                environments = environments.Select(environment => new
                {
                    name = environment.Name,
                    version = environment.Version,
                    baseline = environment.BaselinePolicy,
                    policies = environment.Policies.Select(policy => new { name = policy.Name, description = policy.Description }),
                    tasks = environment.Tasks.Select(task => new
                    {
                        name = task.Name,
                        difficulty = task.Difficulty,
                        seed = task.Seed.Text,
                        pass_threshold = task.PassThreshold,
                        description = task.Description,
                    }),
                }),
            },
            MedusaJson.Options));
}

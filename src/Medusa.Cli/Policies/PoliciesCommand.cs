using System.CommandLine;
using System.Globalization;
using Medusa.Cli.Completions;
using Medusa.Cli.Help;
using Medusa.Cli.Hosts;
using Medusa.Cli.Output;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Policies;

/// <summary><c>medusa policies</c>: what an environment offers to roll out with.</summary>
internal static class PoliciesCommand
{
    private static readonly Option<string?> Environment = new("--env") { Description = "Only this environment; default: all that are installed.", HelpName = "NAME", CompletionSources = { InstalledNames.Environments } };
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "policies",
            "Lists the scripted policies and the tasks of the installed environments.",
            new Example("medusa policies --env medusa", "those of one environment"),
            new Example("medusa policies --json", "all of them, for programs"))
        { Environment, Json };
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
        foreach (var environment in environments)
        {
            terminal.Out.WriteLine($"{environment.Name} version {environment.Version}: {environment.Description}");
            var policies = new Grid("policy", "what it does");
            foreach (var policy in environment.Policies)
            {
                policies.Add(policy.Name == environment.BaselinePolicy ? $"{policy.Name} (baseline)" : policy.Name, policy.Description);
            }

            var tasks = new Grid("task", "difficulty", "seed#", "pass at#", "what is to be done");
            foreach (var task in environment.Tasks)
            {
                tasks.Add(task.Name, task.Difficulty, task.Seed.Text, task.PassThreshold.ToString("0.00", CultureInfo.InvariantCulture), task.Description);
            }

            terminal.Out.WriteLine();
            policies.Write(terminal);
            terminal.Out.WriteLine();
            tasks.Write(terminal);
            terminal.Out.WriteLine();
        }
    }

    private static void WriteJson(Terminal terminal, IReadOnlyList<EnvironmentDefinition> environments) =>
        terminal.WriteJson(
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
            });
}

using System.CommandLine;
using Medusa.Cli.Help;
using Medusa.Cli.Output;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin bench</c>: what an environment's own code costs.</summary>
internal static class BenchCommand
{
    private static readonly Argument<string> Source = PluginArguments.Source("The plugin's folder or zip file, or its project, which is built first.");
    private static readonly Option<string?> Environment = new("--environment", "--env") { Description = "The environment; default: the plugin's only one.", HelpName = "NAME" };
    private static readonly Option<string?> Policy = new("--policy") { Description = "Who chooses the actions; default: the baseline.", HelpName = "NAME" };
    private static readonly Option<int> Seconds = PluginArguments.Count("--seconds", "How long each of the two measurements takes.", 2);
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "bench",
            "Measures steps, resets and memory of an environment in the fold: one thread, no server, no encoding, no journal.",
            new Example("medusa plugin bench Acme.Readings --seconds 5", "steps and resets a second"))
        { Source, Environment, Policy, Seconds, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var input = await PluginInput.OpenAsync(parsed.GetRequiredValue(Source), cancellation);
            var definition = PluginEnvironment.Require(input.Load(), parsed.GetValue(Environment)).Definition;
            var policy = PluginEnvironment.Policy(definition, parsed.GetValue(Policy));
            var bench = new FoldBench(definition, policy, TimeProvider.System);
            var result = bench.Measure(TimeSpan.FromSeconds(parsed.GetValue(Seconds)), cancellation);
            if (parsed.GetValue(Json))
            {
                terminal.WriteJson(
                    new
                    {
                        environment = definition.Name,
                        version = definition.Version,
                        policy = policy.Name,
                        steps_per_second = result.StepsPerSecond,
                        resets_per_second = result.ResetsPerSecond,
                        bytes_per_episode = result.BytesPerEpisode,
                        steps_per_episode = result.StepsPerEpisode,
                    });
                return ExitCode.Done;
            }

            terminal.Out.WriteLine($"{definition.Name}@{definition.Version}, policy {policy.Name}, {result.StepsPerEpisode:0.0} steps an episode, one thread of this machine:");
            terminal.Out.WriteLine($"  {result.StepsPerSecond,14:N0} steps/s    operators and reward rules; 64 scenarios again and again, actions chosen and derived facts computed beforehand");
            terminal.Out.WriteLine($"  {result.ResetsPerSecond,14:N0} resets/s   the scenario generated anew each time, a new seed each time");
            terminal.Out.WriteLine($"  {result.BytesPerEpisode,14:N0} bytes      held by an ended episode with its scenario, shared by nobody");
            terminal.Out.WriteLine("The fold alone: no observation, encoding, journal or network. What a server does is less; measure it with 'medusa rollout'.");
            return ExitCode.Done;
        });
        return command;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Hosts;
using Medusa.Cli.Output;
using Medusa.Client;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin run</c>: one episode in this process, step by step, through the engine that serves.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> Source = PluginArguments.Source("The plugin's folder or zip file, or its project, which is built first.");
    private static readonly Option<string?> Environment = new("--environment", "--env") { Description = "The environment; default: the plugin's only one.", HelpName = "NAME" };
    private static readonly Option<string?> Policy = new("--policy") { Description = "The scripted policy; default: the baseline.", HelpName = "NAME" };
    private static readonly Option<string> SeedOption = new("--seed") { Description = "The seed.", DefaultValueFactory = _ => "0", HelpName = "SEED" };
    private static readonly Option<int> Steps = PluginArguments.Count("--steps", "How many steps at most.", 1_000);
    private static readonly Option<bool> Json = JsonOption.Create("Prints one JSON object a step.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "run",
            "Plays one episode in this process and shows its steps.",
            new Example("medusa plugin run Acme.Readings --seed 3", "builds the project and plays seed 3 with the baseline policy"))
        { Source, Environment, Policy, SeedOption, Steps, Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        if (!BigInteger.TryParse(parsed.GetRequiredValue(SeedOption), NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            throw new CommandException(ExitCode.Usage, $"'{parsed.GetValue(SeedOption)}' is no seed: --seed takes an integer from 0 up.");
        }

        using var input = await PluginInput.OpenAsync(parsed.GetRequiredValue(Source), cancellation);
        var plugin = input.Load();
        var environment = PluginEnvironment.Require(plugin, parsed.GetValue(Environment));
        var policy = PluginEnvironment.Policy(environment.Definition, parsed.GetValue(Policy));
        await using var host = EmbeddedHost.Start(new Episodes.EnvironmentCatalogue(plugin.Environments));
        await PlayAsync(host, new EpisodeStart(environment.Definition.Name, seed, null, default), policy, parsed, terminal.Out, cancellation);
        return ExitCode.Done;
    }

    private static async Task PlayAsync(EmbeddedHost host, EpisodeStart start, IPolicy policy, ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        var (json, steps) = (parsed.GetValue(Json), parsed.GetValue(Steps));
        var last = await host.StartAsync(start, cancellation);
        Write(output, json, null, last);
        var run = policy.Start((ulong)(start.Seed & ulong.MaxValue));
        for (var sum = 0.0; !last.Done && last.Step < steps;)
        {
            var action = JsonElement.Parse(CanonicalJson.Bytes(run.Next(last.Observation, last.Step)));
            last = await host.StepAsync(last.EpisodeId, action, last.Step + 1, cancellation);
            sum += last.Reward ?? 0;
            Write(output, json, action, last);
            if (last.Done && !json)
            {
                output.WriteLine($"ended: {last.Metadata.EndReason}, return {sum.ToString("0.####", CultureInfo.InvariantCulture)}");
            }
        }

        if (last.Done)
        {
            var grade = await host.GradeAsync(last.EpisodeId, cancellation);
            output.WriteLine(json ? JsonSerializer.Serialize(new { grade }, MedusaJson.Options) : $"grade: {grade.GetRawText()}");
        }
    }

    private static void Write(TextWriter output, bool json, JsonElement? action, StepResult result) => output.WriteLine(json
        ? JsonSerializer.Serialize(new { step = result.Step, action, reward = result.Reward, done = result.Done, observation = result.Observation }, MedusaJson.Options)
        : action is null
            ? $"step 0: {result.Observation.GetRawText()}"
            : $"step {result.Step}: {action.Value.GetRawText()} reward {(result.Reward ?? 0).ToString("0.####", CultureInfo.InvariantCulture)} {result.Observation.GetRawText()}");
}

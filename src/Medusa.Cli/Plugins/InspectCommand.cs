using System.CommandLine;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin inspect</c>: what a plugin is and offers. Of its code, only its registration runs.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> Source = PluginArguments.Source("The plugin's folder or zip file, or its project, which is built first.");
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "inspect",
            "Shows a plugin's manifest, files, environments and parts. Runs its registration and nothing else.",
            new Example("medusa plugin inspect acme-readings-1.0.0.zip", "before it is installed"))
        { Source, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var input = await PluginInput.OpenAsync(parsed.GetRequiredValue(Source), cancellation);
            var plugin = input.Load();
            if (parsed.GetValue(Json))
            {
                terminal.WriteJson(Describe(input, plugin));
            }
            else
            {
                Write(terminal.Out, input, plugin);
            }

            plugin.Context.Unload();
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(TextWriter output, PluginInput input, LoadedPlugin plugin)
    {
        var manifest = plugin.Manifest;
        output.WriteLine($"{manifest.Id}@{manifest.Version}{(manifest.Description is { } text ? $": {text}" : "")}");
        output.WriteLine($"contract  {manifest.Contract}");
        output.WriteLine($"assembly  {manifest.Assembly}");
        output.WriteLine($"licence   {(string.IsNullOrEmpty(manifest.License) ? "-" : manifest.License)}");
        output.WriteLine($"sha256    {plugin.Provenance.Sha256}");
        foreach (var (name, bytes) in input.Files.Bytes)
        {
            output.WriteLine($"file      {name}, {bytes.Length:N0} bytes");
        }

        foreach (var environment in plugin.Parts.Environments)
        {
            output.WriteLine();
            output.WriteLine($"environment {environment.Name}@{environment.Version}: {environment.Description}");
            WriteNames(output, "actions", environment.Operators.Select(part => part.Name));
            WriteNames(output, "rewards", environment.Rewards.Select(part => part.Name));
            WriteNames(output, "checks", environment.Checks.Select(part => part.Name));
            WriteNames(output, "tasks", environment.Tasks.Select(part => part.Name));
            WriteNames(output, "policies", environment.Policies.Select(part => part.Name));
        }

        output.WriteLine();
        output.WriteLine("parts for environment files");
        var parts = plugin.Parts;
        WriteNames(output, "actions", parts.Operators.Select(part => part.Name));
        WriteNames(output, "rewards", parts.Rewards.Select(part => part.Name).Concat(parts.RewardTemplates.Select(Signature)));
        WriteNames(output, "checks", parts.Checks.Select(part => part.Name));
        WriteNames(output, "tasks", parts.Tasks.Select(part => part.Name));
        WriteNames(output, "policies", parts.Policies.Select(part => part.Name));
    }

    private static void WriteNames(TextWriter output, string kind, IEnumerable<string> names)
    {
        var list = string.Join(", ", names);
        output.WriteLine($"  {kind,-9} {(list.Length == 0 ? "-" : list)}");
    }

    private static string Signature(RewardRuleTemplate rule) => $"{rule.Name}({string.Join(", ", rule.Parameters.Fields.Select(field => field.Name))})";

    private static object Describe(PluginInput input, LoadedPlugin plugin) => new
    {
        id = plugin.Manifest.Id,
        version = plugin.Manifest.Version,
        contract = plugin.Manifest.Contract,
        assembly = plugin.Manifest.Assembly,
        description = plugin.Manifest.Description,
        license = plugin.Manifest.License,
        sha256 = plugin.Provenance.Sha256,
        files = input.Files.Bytes.Select(file => new { name = file.Key, bytes = file.Value.Length, sha256 = PluginFiles.Sha256(file.Value) }),
        environments = plugin.Parts.Environments.Select(environment => new
        {
            name = environment.Name,
            version = environment.Version,
            description = environment.Description,
            actions = environment.Operators.Select(part => part.Name),
            rewards = environment.Rewards.Select(part => part.Name),
            checks = environment.Checks.Select(part => part.Name),
            tasks = environment.Tasks.Select(part => part.Name),
            policies = environment.Policies.Select(part => part.Name),
        }),
        parts = new
        {
            actions = plugin.Parts.Operators.Select(part => part.Name),
            rewards = plugin.Parts.Rewards.Select(part => part.Name),
            reward_templates = plugin.Parts.RewardTemplates.Select(part => new { name = part.Name, parameters = part.Parameters.Fields.Select(field => field.Name) }),
            checks = plugin.Parts.Checks.Select(part => part.Name),
            tasks = plugin.Parts.Tasks.Select(part => part.Name),
            policies = plugin.Parts.Policies.Select(part => part.Name),
        },
    };
}

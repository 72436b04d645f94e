using System.CommandLine;
using System.Text.Json;
using Medusa.Client;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin check</c>: every rule that a plugin is held against, with the reason where it fails.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Source = PluginArguments.Source("The plugin's folder or zip file, or its project, which is built first.");
    private static readonly Option<bool> Json = new("--json") { Description = "Prints one JSON object." };

    internal static Command Create(Terminal terminal)
    {
        var command = new Command("check", "Verifies manifest and digests, loads the plugin as a server does and plays its environments; says which rules hold.") { Source, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var input = await PluginInput.OpenAsync(parsed.GetRequiredValue(Source), cancellation);
            var verdicts = PluginCheck.Run(input);
            if (parsed.GetValue(Json))
            {
                WriteJson(terminal.Out, input, verdicts);
            }
            else
            {
                WriteTable(terminal.Out, input, verdicts);
            }

            return verdicts.All(verdict => verdict.Passed) ? ExitCode.Done : ExitCode.Different;
        });
        return command;
    }

    private static void WriteTable(TextWriter output, PluginInput input, IReadOnlyList<RuleVerdict> verdicts)
    {
        var rule = verdicts.Max(verdict => verdict.Rule.Length);
        var subject = verdicts.Max(verdict => verdict.Subject.Length);
        foreach (var verdict in verdicts)
        {
            output.WriteLine($"{(verdict.Passed ? "ok    " : "FAILED")}  {verdict.Rule.PadRight(rule)}  {verdict.Subject.PadRight(subject)}  {verdict.Reason}".TrimEnd());
        }

        var failed = verdicts.Count(verdict => !verdict.Passed);
        output.WriteLine($"{input.Manifest.Id}@{input.Manifest.Version}: {verdicts.Count - failed} of {verdicts.Count} rules hold.");
    }

    private static void WriteJson(TextWriter output, PluginInput input, IReadOnlyList<RuleVerdict> verdicts) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            id = input.Manifest.Id,
            version = input.Manifest.Version,
            passed = verdicts.All(verdict => verdict.Passed),
            rules = verdicts.Select(verdict => new { rule = verdict.Rule, subject = verdict.Subject, passed = verdict.Passed, reason = verdict.Reason }),
        },
        MedusaJson.Options));
}

using System.CommandLine;
using Medusa.Cli.Help;
using Medusa.Cli.Output;

namespace Medusa.Cli.Plugins;

/// <summary><c>medusa plugin check</c>: every rule that a plugin is held against, with the reason where it fails.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Source = PluginArguments.Source("The plugin's folder or zip file, or its project, which is built first.");
    private static readonly Option<bool> Json = JsonOption.Create();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "check",
            "Verifies manifest and digests, loads the plugin as a server does and plays its environments; says which rules hold.",
            new Example("medusa plugin check Acme.Readings", "builds the project and checks the result"),
            new Example("medusa plugin check acme-readings-1.0.0.zip --json", "a packed plugin, for programs"))
        { Source, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var input = await PluginInput.OpenAsync(parsed.GetRequiredValue(Source), cancellation);
            var verdicts = PluginCheck.Run(input);
            if (parsed.GetValue(Json))
            {
                WriteJson(terminal, input, verdicts);
            }
            else
            {
                WriteTable(terminal, input, verdicts);
            }

            return verdicts.All(verdict => verdict.Passed) ? ExitCode.Done : ExitCode.Different;
        });
        return command;
    }

    private static void WriteTable(Terminal terminal, PluginInput input, IReadOnlyList<RuleVerdict> verdicts)
    {
        var grid = new Grid("verdict", "rule", "subject", "reason");
        foreach (var verdict in verdicts)
        {
            grid.Add(verdict.Passed ? new Cell("ok", Tone.Good) : new Cell("FAILED", Tone.Bad), verdict.Rule, verdict.Subject, verdict.Reason ?? "");
        }

        grid.Write(terminal);
        var failed = verdicts.Count(verdict => !verdict.Passed);
        terminal.Out.WriteLine($"{input.Manifest.Id}@{input.Manifest.Version}: {verdicts.Count - failed} of {verdicts.Count} rules hold.");
    }

    private static void WriteJson(Terminal terminal, PluginInput input, IReadOnlyList<RuleVerdict> verdicts) => terminal.WriteJson(
        new
        {
            id = input.Manifest.Id,
            version = input.Manifest.Version,
            passed = verdicts.All(verdict => verdict.Passed),
            rules = verdicts.Select(verdict => new { rule = verdict.Rule, subject = verdict.Subject, passed = verdict.Passed, reason = verdict.Reason }),
        });
}

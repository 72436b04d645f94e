using System.CommandLine;
using System.Globalization;
using Medusa.Cli.Completions;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Cli.Rollouts;
using Medusa.Client;

namespace Medusa.Cli.Exports;

/// <summary><c>medusa export</c>: writes a server's episodes as lines of JSON, for data sets.</summary>
internal static class ExportCommand
{
    private const string Trajectories = "jsonl";
    private const string Messages = "messages";

    private static readonly Option<string?> Since = new("--since") { Description = "Only episodes started then or later: a date or time, in UTC without a zone, or how long ago, such as 24h, 90m or 7d.", HelpName = "TIME" };
    private static readonly Option<string?> Environment = new("--env") { Description = "Only episodes of this environment.", HelpName = "NAME", CompletionSources = { InstalledNames.Environments } };
    private static readonly Option<string> Format = Choice("--format", "What a line holds: jsonl, a trajectory; messages, a chat.", [Trajectories, Messages]);
    private static readonly Option<bool> Passed = new("--passed") { Description = "Only episodes of which every check passed." };
    private static readonly Option<string?> MinScore = new("--min-score") { Description = "Only episodes with this score or more.", HelpName = "SCORE" };
    private static readonly Option<string> Status = Choice(
        "--status", "Only episodes with this status. Default: those that reached their end, whether they were closed afterwards or not.", ["done", "closed", "expired", "running", ExportFilter.AnyStatus], isOptional: true);

    private static readonly Option<string?> Out = new("--out") { Description = "Writes to this file, which appears once it is whole; default: the output.", HelpName = "FILE" };
    private static readonly Option<bool> Json = JsonOption.Create("Prints the summary as one JSON object; without --out on the error output.");
    private static readonly Option<string?> Server = ServerOption.Create($"The server; default: {ServerOption.Usual.GetLeftPart(UriPartial.Authority)}.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "export",
            "Writes a server's episodes as lines of JSON, one an episode: trajectories or chats.",
            new Example("medusa export --passed --out episodes.jsonl", "the trajectories of all that passed"),
            new Example("medusa export --since 24h --env medusa --format messages --out chats.jsonl", "chats of the last day"),
            new Example("medusa export --status all --min-score 0.8 | head -n 1", "one line, to look at"))
        { Since, Environment, Format, Passed, MinScore, Status, Out, Server, Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var filter = Filter(parsed);
        using var client = new MedusaClient(ServerOption.Read(parsed, Server) ?? ServerOption.Usual);
        using var file = parsed.GetValue(Out) is { } path ? new ExportFile(path) : null;
        var export = new Export(client, filter, await LineAsync(client, parsed.GetRequiredValue(Format), cancellation));
        var (listed, candidates) = await export.ListAsync(cancellation);

        // Lines on the output and a bar that is redrawn on the error output would spoil each other on one terminal.
        var progress = terminal with { IsLive = terminal.IsLive && file is not null };
        var count = await ProgressDisplay.ShowAsync(
            progress, candidates.Count, shown => export.WriteAsync(listed, candidates, file is null ? line => terminal.Out.Write(line + "\n") : file.Add, shown, cancellation));
        file?.Complete();
        return Conclude(terminal, count, parsed);
    }

    private static int Conclude(Terminal terminal, ExportCount count, ParseResult parsed)
    {
        var path = parsed.GetValue(Out);
        if (parsed.GetValue(Json))
        {
            // Without a file the output is the lines'.
            (path is null ? terminal with { Out = terminal.Error } : terminal).WriteJson(
                new { file = path, listed = count.Listed, episodes = count.Episodes, steps = count.Steps, left_out = count.Refused });
        }
        else
        {
            Report(terminal, count, path);
        }

        return count.Refused.Count == 0 ? ExitCode.Done : ExitCode.Different;
    }

    private static void Report(Terminal terminal, ExportCount count, string? path)
    {
        Refusals.Name(terminal, count.Refused);
        var summary = $"{RolloutReport.Count(count.Episodes)} of {RolloutReport.Count(count.Listed)} episodes, {RolloutReport.Count(count.Steps)} steps";
        if (path is null)
        {
            terminal.Error.WriteLine($"{summary}.");
        }
        else
        {
            terminal.Out.WriteLine($"{summary}: {path}");
        }
    }

    private static async Task<Func<ExportedEpisode, string>> LineAsync(MedusaClient client, string format, CancellationToken cancellation)
    {
        if (format == Trajectories)
        {
            return TrajectoryColumns.LineOf;
        }

        var prompts = new SystemPrompts(await client.GetEnvironmentsAsync(cancellation));
        return episode => ChatColumns.LineOf(episode, prompts);
    }

    private static ExportFilter Filter(ParseResult parsed) => new()
    {
        Environment = parsed.GetValue(Environment),
        Status = parsed.GetValue(Status),
        Since = ReadSince(parsed.GetValue(Since)),
        OnlyPassed = parsed.GetValue(Passed),
        MinScore = ReadScore(parsed.GetValue(MinScore)),
    };

    private static DateTimeOffset? ReadSince(string? text) => text is null ? null
        : SinceTime.TryRead(text, TimeProvider.System.GetUtcNow(), out var since) ? since
        : throw new CommandException(ExitCode.Usage, $"--since takes a date such as 2026-01-31, a time such as 2026-01-31T08:00Z, or how long ago, such as 24h, not '{text}'.");

    private static double? ReadScore(string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && double.IsFinite(score) ? score
        : throw new CommandException(ExitCode.Usage, $"--min-score takes a number such as 0.8, not '{text}'.");

    private static Option<string> Choice(string name, string description, string[] choices, bool isOptional = false)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', choices),
            CompletionSources = { _ => choices },
            CustomParser = result =>
            {
                if (!choices.Contains(result.Tokens[0].Value))
                {
                    result.AddError($"{name} takes {string.Join(", ", choices[..^1])} or {choices[^1]}, not '{result.Tokens[0].Value}'.");
                }

                return result.Tokens[0].Value;
            },
        };
        if (!isOptional)
        {
            option.DefaultValueFactory = _ => choices[0];
        }

        return option;
    }
}

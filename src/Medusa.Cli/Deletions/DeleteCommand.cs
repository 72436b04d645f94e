using System.CommandLine;
using Medusa.Cli.Help;
using Medusa.Cli.Output;
using Medusa.Cli.Rollouts;
using Medusa.Client;

namespace Medusa.Cli.Deletions;

/// <summary><c>medusa delete</c>: removes a server's episodes for good, by status and age.</summary>
internal static class DeleteCommand
{
    private static readonly Option<string?> Status = new("--status")
    {
        Description = "Only episodes with one of these statuses: done, closed, expired, running. Default: all but the running ones.",
        HelpName = "STATUS,…",
        CompletionSources = { _ => ["done", "closed", "expired", "running"] },
    };

    private static readonly Option<string?> OlderThan = new("--older-than") { Description = "Only episodes without an event for so long, such as 90s, 15m, 24h or 7d.", HelpName = "AGE" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Does not ask." };
    private static readonly Option<bool> Json = JsonOption.Create();
    private static readonly Option<string?> Server = ServerOption.Create($"The server; default: {ServerOption.Usual.GetLeftPart(UriPartial.Authority)}.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "delete",
            "Removes a server's episodes for good, by status and age; episodes that were forked from each other go together.",
            new Example("medusa delete --status done,closed --older-than 7d", "what ended a week ago or earlier, after asking"),
            new Example("medusa delete --status expired --yes --json", "without asking, for programs"))
        { Status, OlderThan, Yes, Server, Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var (status, age) = (parsed.GetValue(Status), parsed.GetValue(OlderThan));
        if (status is null && age is null)
        {
            throw new CommandException(ExitCode.Usage, "say --status, --older-than or both: which episodes are to be removed.");
        }

        var address = ServerOption.Read(parsed, Server) ?? ServerOption.Usual;
        if (!parsed.GetValue(Yes))
        {
            await AskAsync(terminal, $"Remove episodes for good from {address.Host}:{address.Port} ({status ?? "done, closed, expired"}; {(age is null ? "any age" : $"older than {age}")})? [y/N] ", cancellation);
        }

        using var client = new MedusaClient(address);
        var removed = await client.RemoveAsync(status?.Split(',', StringSplitOptions.TrimEntries), age, cancellation);
        if (parsed.GetValue(Json))
        {
            terminal.WriteJson(new { removed });
        }
        else
        {
            terminal.Out.WriteLine($"{RolloutReport.Count(removed)} episodes removed.");
        }

        return ExitCode.Done;
    }

    private static async Task AskAsync(Terminal terminal, string question, CancellationToken cancellation)
    {
        await terminal.Error.WriteAsync(question);
        await terminal.Error.FlushAsync(cancellation);
        var answer = await terminal.In.ReadLineAsync(cancellation);
        if (answer is null)
        {
            await terminal.Error.WriteLineAsync();
            throw new CommandException(ExitCode.Usage, "nobody answers here: add --yes. Nothing was removed.");
        }

        if (!answer.Trim().Equals("y", StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandException(ExitCode.Interrupted, "nothing was removed.");
        }
    }
}

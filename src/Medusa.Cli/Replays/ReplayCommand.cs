using System.CommandLine;
using Medusa.Cli.Help;
using Medusa.Cli.Hosts;
using Medusa.Cli.Output;
using Medusa.Cli.Rollouts;
using Medusa.Client;

namespace Medusa.Cli.Replays;

/// <summary>
/// <c>medusa replay FILE</c>: takes every recorded action again and stops at the first difference. <c>medusa replay --episode ID</c> and <c>--all</c>: a server folds its
/// episodes again from its journal.
/// </summary>
internal static class ReplayCommand
{
    private static readonly Argument<string?> File = new("FILE") { Description = "A trajectory file that 'medusa rollout --out' wrote.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Server = ServerOption.Create($"The server. Default: a FILE is replayed in this process, episodes are looked for at {ServerOption.Usual.GetLeftPart(UriPartial.Authority)}.");
    private static readonly Option<bool> Json = JsonOption.Create();
    private static readonly VerifyPlan Verify = new();

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "replay",
            "Takes the recorded actions of a file again, or lets a server fold its episodes again, and compares.",
            new Example("medusa replay rollout.jsonl", "takes every action of the file again, in this process"),
            new Example("medusa replay --all --sample 0.01", "lets the server at port 8000 fold a hundredth of its episodes again"),
            new Example("medusa replay --episode 6f1c2d3e4a5b69788796a5b4c3d2e1f0 --url http://127.0.0.1:8000", "one episode of a server"))
        { File, Server, Json };
        Verify.AddTo(command, File);
        command.SetAction((parsed, cancellation) => Verify.IsAsked(parsed) ? VerifyAsync(parsed, terminal, cancellation) : RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var client = new MedusaClient(ServerOption.Read(parsed, Server) ?? ServerOption.Usual);
        return await new VerifyRun(Verify, terminal, parsed.GetValue(Json)).RunAsync(parsed, client, cancellation);
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        await using IEpisodeHost host = ServerOption.Read(parsed, Server) is { } address ? new RemoteHost(address) : EmbeddedHost.Start();
        var path = parsed.GetRequiredValue(File)!;
        var (episodes, steps) = (0, 0L);
        foreach (var line in Lines(path))
        {
            episodes++;
            var recorded = RecordedEpisode.Read(line, episodes);
            await RequireVersionAsync(host, recorded, cancellation);
            if (await Replay.FindDifferenceAsync(host, recorded, cancellation) is { } difference)
            {
                return Conclude(terminal, parsed, new ReplayedFile(path, episodes, steps) { Line = episodes, Seed = recorded.Start.Seed, Difference = difference });
            }

            steps += recorded.Steps.Count;
        }

        return Conclude(terminal, parsed, new ReplayedFile(path, episodes, steps));
    }

    private static int Conclude(Terminal terminal, ParseResult parsed, ReplayedFile replayed)
    {
        if (parsed.GetValue(Json))
        {
            terminal.WriteJson(replayed);
        }
        else if (replayed.Equal)
        {
            terminal.Out.WriteLine($"{RolloutReport.Count(replayed.Episodes)} episodes, {RolloutReport.Count(replayed.Steps)} steps: observations, rewards and state digests are equal.");
        }
        else
        {
            terminal.Warn($"{replayed.File} line {replayed.Line} (seed {replayed.Seed}), {replayed.Difference}");
        }

        return replayed.Equal ? ExitCode.Done : ExitCode.Different;
    }

    private static async Task RequireVersionAsync(IEpisodeHost host, RecordedEpisode recorded, CancellationToken cancellation)
    {
        var version = await host.FindVersionAsync(recorded.Start.Environment, cancellation);
        if (version != recorded.Version)
        {
            throw new CommandException(
                ExitCode.Usage,
                $"The file was recorded with {recorded.Start.Environment} version {recorded.Version}; {host.Name} has {(version is null ? "no such environment" : $"version {version}")}.");
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return System.IO.File.ReadLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, failure.Message);
        }
    }
}

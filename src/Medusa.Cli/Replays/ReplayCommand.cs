using System.CommandLine;
using Medusa.Cli.Hosts;
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
    private static readonly VerifyPlan Verify = new();

    internal static Command Create(Terminal terminal)
    {
        var command = new Command("replay", "Takes the recorded actions of a file again, or lets a server fold its episodes again, and compares.") { File, Server };
        Verify.AddTo(command, File);
        command.SetAction((parsed, cancellation) => Verify.IsAsked(parsed) ? VerifyAsync(parsed, terminal, cancellation) : RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var client = new MedusaClient(ServerOption.Read(parsed, Server) ?? ServerOption.Usual);
        return await new VerifyRun(Verify, terminal).RunAsync(parsed, client, cancellation);
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
                terminal.Error.WriteLine($"medusa: {path} line {episodes} (seed {recorded.Start.Seed}), {difference}");
                return ExitCode.Different;
            }

            steps += recorded.Steps.Count;
        }

        terminal.Out.WriteLine($"{RolloutReport.Count(episodes)} episodes, {RolloutReport.Count(steps)} steps: observations, rewards and state digests are equal.");
        return ExitCode.Done;
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

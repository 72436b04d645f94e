using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Starts what one request asks for: all of it or nothing. Under a request id, what a refusal for now leaves is completed by the request's repetition.</summary>
/// <param name="engine">Where episodes run.</param>
internal sealed class EpisodeStarts(IEpisodeEngine engine)
{
    private const int SideBySide = 256;

    /// <summary>Starts episodes.</summary>
    /// <param name="commands">What to start, at least one.</param>
    /// <returns>The answers in order, or the refusal.</returns>
    public async Task<(Problem? Problem, IReadOnlyList<EpisodeReply> Episodes)> StartAsync(IReadOnlyList<CreateEpisode> commands)
    {
        if (commands.Count == 1)
        {
            var only = await engine.CreateAsync(commands[0]);
            return (only.Problem, EpisodesJson.Of(only));
        }

        var replies = new EpisodeReply[commands.Count];
        var isRefused = false;
        await Parallel.ForAsync(0, commands.Count, new ParallelOptions { MaxDegreeOfParallelism = SideBySide }, async (index, _) =>
        {
            replies[index] = Volatile.Read(ref isRefused) ? EpisodeReply.Refused(Skipped) : await engine.CreateAsync(commands[index]);
            if (replies[index].Problem is not null)
            {
                Volatile.Write(ref isRefused, true);
            }
        });
        var episodes = replies.Where(reply => reply.Problem is null).SelectMany(EpisodesJson.Of).ToList();
        if (!isRefused)
        {
            return (null, episodes);
        }

        var refusal = replies.First(reply => reply.Problem is { } problem && !ReferenceEquals(problem, Skipped)).Problem!;
        // A request that has an id and may succeed later is answered with what began.
        foreach (var started in episodes.Where(reply => !reply.Replayed && (commands[0].RequestId is null || refusal.RetryAfterSeconds is null)))
        {
            await engine.CloseAsync(new CloseEpisode(commands[0].Owner, started.Episode!.Value, "request_refused"));
        }

        return (refusal, []);
    }

    private static Problem Skipped { get; } = new(ProblemCode.Overloaded, "Another episode of the request was refused.");
}

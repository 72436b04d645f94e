using Medusa.Durability.Checking;
using Medusa.Durability.History;

namespace Medusa.Durability.Load;

/// <summary>
/// A client that drives whole families: groups, forks at earlier steps, forks of forks. It sends requests alone, in batches and over sockets, the repetition by another way than
/// the first attempt, and asks until it has an answer.
/// </summary>
public sealed class FamilyClient(int number, string load, LoadPlan plan, CallHistory history, CancellationToken abandon) : ILoadClient
{
    private const int LargestFamily = 8;
    private readonly Random random = new(number);
    private readonly RequestRoutes routes = new(number, history, plan.CallLimit, plan.Http(number));
    private int requests;
    private string family = "";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var closing = routes;
        for (var count = 1; !stop.IsCancellationRequested; count++)
        {
            family = $"{load}-{number}-{count}";
            await DriveAsync(stop);
        }
    }

    private async Task DriveAsync(CancellationToken stop)
    {
        var members = await BeginAsync(new Ask(CallKind.Create, "", $"{family}-new", Count: random.Next(1, 4), Seed: random.Next(2) == 0 ? null : random.Next(1000)));
        for (var round = 1; round <= plan.Steps && members.Count > 0 && !stop.IsCancellationRequested; round++)
        {
            var asks = NextSteps(members, isLast: round == plan.Steps);
            if (random.Next(4) == 0)
            {
                asks.Add(new Ask(CallKind.Create, "", $"{family}-{round}-extra", Seed: random.Next(1000)));
            }

            await AskAsync(asks);
            if (members.Count < LargestFamily && random.Next(3) == 0)
            {
                var parent = members[random.Next(members.Count)];
                members.AddRange(await BeginAsync(new Ask(CallKind.Fork, parent.Id, $"{family}-{round}-fork", random.Next(parent.Taken + 1), Count: random.Next(1, 4))));
            }
        }
    }

    /// <summary>One or two steps of most members, so that two steps of one episode share a batch.</summary>
    private List<Ask> NextSteps(List<Member> members, bool isLast)
    {
        var asks = new List<Ask>();
        foreach (var member in members.Where(_ => isLast || random.Next(4) > 0))
        {
            for (var left = random.Next(1, 3); left > 0; left--)
            {
                var step = ++member.Taken;
                var action = isLast && left == 1 ? EpisodeRequests.LastAction : EpisodeRequests.Actions[random.Next(EpisodeRequests.Actions.Count)];
                asks.Add(new Ask(CallKind.Step, member.Id, $"{member.Id}-{step}", step, action));
            }
        }

        return asks;
    }

    private async Task<List<Member>> BeginAsync(Ask ask) => (await AskAsync([ask]))[0] is Outcome.Answered answer
        ? [.. StepReply.OfEpisodes(answer.Body).Select(reply => new Member(StepReply.Read(reply).EpisodeId) { Taken = ask.Step })]
        : [];

    /// <summary>Asks as often at a time as the plan says.</summary>
    private async Task<IReadOnlyList<Outcome>> AskAsync(IReadOnlyList<Ask> asks)
    {
        if (asks.Count == 0)
        {
            return [];
        }

        var request = requests++;
        var copies = await Task.WhenAll(Enumerable.Range(0, plan.Copies).Select(copy => AskAsync(asks, request, copy)));
        return copies[0];
    }

    /// <summary>Asks again for what has no final outcome, until all have one or patience ends, which the checker finds.</summary>
    private async Task<Outcome[]> AskAsync(IReadOnlyList<Ask> asks, int request, int copy)
    {
        var end = history.Now + plan.Patience;
        var outcomes = new Outcome[asks.Count];
        var open = Enumerable.Range(0, asks.Count).ToArray();
        for (var attempt = 0; ; attempt++)
        {
            var gateway = plan.Gateway(number, request, copy + attempt);
            var sent = await routes.SendAsync(gateway, [.. open.Select(place => asks[place])], onSocket: (request + copy + attempt) % 2 == 0);
            for (var i = 0; i < open.Length; i++)
            {
                outcomes[open[i]] = sent[i];
            }

            open = [.. open.Where(place => outcomes[place] is Outcome.Unknown or Outcome.Refused { MayBeRepeated: true })];
            if (open.Length == 0 || history.Now > end || abandon.IsCancellationRequested)
            {
                return outcomes;
            }

            // The pause between two attempts of a polite client.
            await Task.Delay(TimeSpan.FromMilliseconds(20 + Random.Shared.Next(60)), CancellationToken.None);
        }
    }

    private sealed class Member(string id)
    {
        public string Id { get; } = id;

        public int Taken { get; set; }
    }
}

using System.Text.Json;
using Medusa.Durability.History;

namespace Medusa.Durability.Load;

/// <summary>A client that drives one episode after another, does everything under a name and asks again under the same name until it has an answer.</summary>
public sealed class EpisodeClient(int number, string load, LoadPlan plan, EpisodeCalls calls, CancellationToken abandon) : ILoadClient
{
    private readonly Random random = new(number);
    private int requests;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        for (var episode = 1; !stop.IsCancellationRequested; episode++)
        {
            await DriveAsync($"{load}-{number}-{episode}", stop);
        }
    }

    private async Task DriveAsync(string name, CancellationToken stop)
    {
        var seed = random.Next(1000);
        if (await AskAsync(gateway => calls.CreateAsync(number, gateway, name, seed)) is not Outcome.Answered created)
        {
            return;
        }

        using var body = JsonDocument.Parse(created.Body);
        var episode = body.RootElement.GetProperty("episodes")[0].GetProperty("episode_id").GetString()!;
        var steps = random.Next(1, plan.Steps + 1);
        for (var step = 1; step <= steps && !stop.IsCancellationRequested; step++)
        {
            var index = step;
            var action = step == steps ? EpisodeRequests.LastAction : EpisodeRequests.Actions[random.Next(EpisodeRequests.Actions.Count)];
            if (await AskAsync(gateway => calls.StepAsync(number, gateway, episode, $"{name}-{index}", index, action)) is not Outcome.Answered)
            {
                return;
            }
        }
    }

    /// <summary>Asks as often at a time as the plan says; the worst of the outcomes.</summary>
    private async Task<Outcome> AskAsync(Func<Uri, Task<Outcome>> ask)
    {
        var request = requests++;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, plan.Copies).Select(copy => AskAsync(ask, request, copy)));
        return outcomes.FirstOrDefault(outcome => outcome is not Outcome.Answered) ?? outcomes[0];
    }

    /// <summary>The answer; a refusal that asking again does not change; or the last outcome where patience ends, which the checker finds.</summary>
    private async Task<Outcome> AskAsync(Func<Uri, Task<Outcome>> ask, int request, int copy)
    {
        var end = calls.History.Now + plan.Patience;
        for (var attempt = 0; ; attempt++)
        {
            var outcome = await ask(plan.Gateway(number, request, copy + attempt));
            var isFinal = outcome is Outcome.Answered or Outcome.Refused { MayBeRepeated: false };
            if (isFinal || calls.History.Now > end || abandon.IsCancellationRequested)
            {
                return outcome;
            }

            // The pause between two attempts of a polite client.
            await Task.Delay(TimeSpan.FromMilliseconds(20 + Random.Shared.Next(60)), CancellationToken.None);
        }
    }
}

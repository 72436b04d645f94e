using System.Net.WebSockets;
using System.Text.Json;
using Medusa.Durability.Checking;
using Medusa.Durability.History;

namespace Medusa.Durability.Load;

/// <summary>
/// A client of one session that comes back. It loses its socket whenever the server dies and now and then by itself, right after it sent a step; then it attaches again and goes
/// on. Clients with even numbers name their steps; the others learn from <c>RESUME_REQUIRED</c> whether their last step was taken.
/// </summary>
public sealed class SessionClient(int number, string load, LoadPlan plan, CallHistory history, CancellationToken abandon) : ILoadClient
{
    private readonly Random random = new(number);
    private readonly string key = $"{load}-{number}";
    private SessionSocket? socket;
    private Uri gateway = null!;
    private int connections;
    private bool isResumed;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        for (var episode = 1; !stop.IsCancellationRequested; episode++)
        {
            await DriveAsync($"{key}-{episode}", stop);
        }

        socket?.Dispose();
    }

    private async Task DriveAsync(string name, CancellationToken stop)
    {
        var seed = random.Next(1000);
        var create = new Ask(CallKind.Create, "", name, Seed: seed);
        if (await AskAsync(create, SessionRequests.Reset(name, seed), SessionRequests.Reset(name, seed)) is not Outcome.Answered created)
        {
            return;
        }

        // The reset goes on with this episode: there is nothing to resume.
        isResumed = true;
        var episode = StepReply.Read(StepReply.OfEpisodes(created.Body).Single()).EpisodeId;
        var steps = random.Next(1, plan.Steps + 1);
        for (var step = 1; step <= steps && !stop.IsCancellationRequested; step++)
        {
            var action = step == steps ? EpisodeRequests.LastAction : EpisodeRequests.Actions[random.Next(EpisodeRequests.Actions.Count)];
            var requestId = number % 2 == 0 ? $"{name}-{step}" : "";
            var named = SessionRequests.Step(action, step, requestId);
            if (await AskAsync(new Ask(CallKind.Step, episode, requestId, step, action), requestId.Length > 0 ? named : SessionRequests.Step(action), named) is not Outcome.Answered)
            {
                return;
            }
        }
    }

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="ask">What for.</param>
    /// <param name="frame">The frame of the first attempt.</param>
    /// <param name="again">The frame once it is unknown whether the first one was heeded.</param>
    private async Task<Outcome> AskAsync(Ask ask, string frame, string again)
    {
        var end = history.Now + plan.Patience;
        var sent = false;
        while (true)
        {
            var started = history.Now;
            var outcome = await TryAsync(ask, sent ? again : frame, frame);
            history.Add(new Call(number, gateway, ask.Kind, ask.Episode, ask.RequestId, ask.Step, ask.Action, started, history.Now, outcome));
            if (outcome is Outcome.Answered or Outcome.Refused { MayBeRepeated: false } || history.Now > end || abandon.IsCancellationRequested)
            {
                return outcome;
            }

            sent = true;
            await Task.Delay(TimeSpan.FromMilliseconds(10 + Random.Shared.Next(40)), CancellationToken.None);
        }
    }

    private async Task<Outcome> TryAsync(Ask ask, string frame, string stock)
    {
        try
        {
            if (socket is null)
            {
                gateway = plan.Gateway(number, connections, 0);
                connections++;
                socket = await SessionSocket.ConnectAsync(gateway, key, plan.CallLimit, plan.Http(number));
                isResumed = false;
            }

            if (!isResumed && ask.Kind == CallKind.Step)
            {
                await ResumeAsync(ask, stock);
            }

            if (random.Next(20) == 0)
            {
                await socket.SendAndDropAsync(frame, plan.CallLimit);
                throw new WebSocketException("The client lost its socket.");
            }

            var outcome = SessionReply.Read(await socket.AskAsync(frame, plan.CallLimit), ask.Kind);
            if (outcome is Outcome.Refused refused && SessionReply.EndsSocket(refused.Code))
            {
                Lose();
            }

            return outcome;
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            Lose();
            return new Outcome.Unknown(failure.GetType().Name);
        }
    }

    /// <summary>The first step after attaching, where it has no number, is answered with the number that would be taken: this one's, or the next one's where this one was taken.</summary>
    private async Task ResumeAsync(Ask ask, string stock)
    {
        if (ask.RequestId.Length == 0)
        {
            var refused = await socket!.AskAsync(stock, plan.CallLimit);
            var code = SessionReply.Code(refused);
            if (SessionReply.IsForNow(code))
            {
                throw new WebSocketException(code);
            }

            Assert.True(IsResume(refused, ask.Step) || code == "episode_done", $"{ask.Episode}, step {ask.Step}, first on its socket: {refused}");
        }

        isResumed = true;
    }

    private static bool IsResume(JsonElement frame, int step) =>
        SessionReply.Code(frame) == "resume_required" && frame.GetProperty("data").GetProperty("expected_step").GetInt32() is var expected && (expected == step || expected == step + 1);

    private void Lose()
    {
        socket?.Dispose();
        socket = null;
    }
}

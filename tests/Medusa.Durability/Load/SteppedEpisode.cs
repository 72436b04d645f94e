using System.Text.Json;
using Medusa.Durability.Checking;
using Medusa.Durability.History;

namespace Medusa.Durability.Load;

/// <summary>One episode that a test drives by hand. Everything it asks for must be answered.</summary>
public sealed class SteppedEpisode
{
    private readonly EpisodeCalls calls;
    private readonly string name;

    private SteppedEpisode(EpisodeCalls calls, string name, string id)
    {
        this.calls = calls;
        this.name = name;
        Id = id;
    }

    /// <summary>The episode's id.</summary>
    public string Id { get; }

    /// <summary>How many steps were taken by hand.</summary>
    public int Taken { get; private set; }

    /// <summary>Creates an episode.</summary>
    public static async Task<SteppedEpisode> StartAsync(EpisodeCalls calls, Uri gateway, string name)
    {
        var outcome = await calls.CreateAsync(0, gateway, name, seed: 1);
        var answer = Assert.IsType<Outcome.Answered>(outcome);
        return new SteppedEpisode(calls, name, StepReply.Read(StepReply.OfEpisodes(answer.Body).Single()).EpisodeId);
    }

    /// <summary>Takes the next step.</summary>
    public async Task StepAsync(Uri gateway, string action = "SYNC_CHECK")
    {
        var outcome = await TryStepAsync(gateway, Taken + 1, action, $"{name}-{Taken + 1}");
        Assert.True(outcome is Outcome.Answered, $"Step {Taken + 1} of {Id} at {gateway}: {outcome}");
        Taken++;
    }

    /// <summary>Takes the next steps, one after another.</summary>
    public async Task StepAsync(Uri gateway, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await StepAsync(gateway);
        }
    }

    /// <summary>Asks once for any step under any name.</summary>
    public Task<Outcome> TryStepAsync(Uri gateway, int step, string action, string requestId) => calls.StepAsync(0, gateway, Id, requestId, step, action);

    /// <summary>What a gateway says of the episode: its summary without the gateway's name, its state and its log.</summary>
    public async Task<string> ReadAsync(Uri gateway)
    {
        var summary = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await EpisodeCalls.GetAsync(gateway, $"/v1/episodes/{Id}"))!;
        summary.Remove("node");
        return string.Join('\n', JsonSerializer.Serialize(summary), await EpisodeCalls.GetAsync(gateway, $"/v1/episodes/{Id}/state"), await EpisodeCalls.GetAsync(gateway, $"/v1/episodes/{Id}/log"));
    }
}

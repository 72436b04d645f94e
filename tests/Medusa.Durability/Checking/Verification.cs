using System.Text.Json;
using Medusa.Durability.History;
using Medusa.Durability.Load;

namespace Medusa.Durability.Checking;

/// <summary>P5: a server folds the journal again and must come to what it recorded.</summary>
public static class Verification
{
    /// <summary>Asks a server to verify episodes, spread over the whole journal.</summary>
    public static async Task AssertAsync(Uri gateway, IReadOnlyList<JournaledEpisode> episodes, int atMost = 100)
    {
        var every = Math.Max(1, episodes.Count / atMost);
        for (var i = 0; i < episodes.Count; i += every)
        {
            var outcome = await EpisodeCalls.PostAsync(gateway, $"/v1/episodes/{episodes[i].Id}/verify", "", TimeSpan.FromSeconds(20));
            Assert.True(outcome is Outcome.Answered answer && IsOk(answer.Body, episodes[i].LastStep), $"P5: episode {episodes[i].Id} is not verified: {outcome}");
        }
    }

    private static bool IsOk(string body, int steps)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("ok").GetBoolean() && document.RootElement.GetProperty("steps").GetInt32() == steps;
    }
}

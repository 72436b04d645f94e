namespace Medusa.Client.Tests;

public sealed class Forks_and_verification_should
{
    private const string Fork =
        """{"episodes":[{"episode_id":"e1~1","environment":"medusa","step":3,"observation":{},"reward":-0.2,"done":false,"metadata":{"cumulative_reward":-0.6}},{"episode_id":"e1~2","environment":"medusa","step":3,"observation":{},"reward":-0.2,"done":false,"metadata":{"cumulative_reward":-0.6}}]}""";

    private static readonly MedusaClientOptions Quick = new() { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5), MaxAttempts = 3 };

    [Fact]
    public async Task Fork_at_a_step()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Json(Fork));
        using var client = new MedusaClient(server.Address, Quick);

        var forks = await client.ForkAsync("e1", at: 3, count: 2, requestId: "f");

        Assert.Equal("""POST /v1/episodes/e1/fork {"at":3,"count":2,"request_id":"f"}""", Assert.Single(server.Requests));
        Assert.Equal([("e1~1", 3), ("e1~2", 3)], forks.Select(fork => (fork.EpisodeId, fork.Step)));
    }

    [Fact]
    public async Task Name_a_fork_so_that_a_lost_answer_does_not_fork_twice()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Drop, ScriptedServer.Json(Fork));
        using var client = new MedusaClient(server.Address, Quick);

        await client.ForkAsync("e1");

        Assert.Equal(2, server.Requests.Count);
        Assert.Matches("""^POST /v1/episodes/e1/fork \{"request_id":"[0-9a-f]{32}"\}$""", Assert.Single(server.Requests.Distinct()));
    }

    [Theory]
    [InlineData("""{"ok":true,"steps":8}""", true, null, null)]
    [InlineData("""{"ok":true,"steps":8,"first_divergence":null}""", true, null, null)]
    [InlineData("""{"ok":false,"steps":8,"first_divergence":5,"differs":"reward"}""", false, 5, "reward")]
    public async Task Say_whether_an_episode_is_what_its_journal_says(string answer, bool ok, int? divergence, string? differs)
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Json(answer));
        using var client = new MedusaClient(server.Address, Quick);

        Assert.Equal(new EpisodeVerification(ok, 8) { FirstDivergence = divergence, Differs = differs }, await client.VerifyAsync("e/1"));
        Assert.Equal("POST /v1/episodes/e%2F1/verify ", Assert.Single(server.Requests));
    }
}

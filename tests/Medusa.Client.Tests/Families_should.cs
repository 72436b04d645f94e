using System.Numerics;

namespace Medusa.Client.Tests;

/// <summary>Groups, forks, batches and verification by the real gateway, its journal in a file.</summary>
public sealed class Families_should : IAsyncLifetime
{
    private static readonly object Check = new { action = "SYNC_CHECK" };
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("medusa-families-");
    private ServedGateway server = null!;
    private MedusaClient client = null!;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Begin_a_group_once_however_often_it_is_asked_for()
    {
        var request = new EpisodeRequest("medusa") { Count = 3, RequestId = "group" };

        var first = await client.CreateAsync(request);
        var again = await client.CreateAsync(request);
        await RestartAsync();
        var afterRestart = await client.CreateAsync(request);

        Assert.Equal(3, first.Select(member => member.EpisodeId).Distinct().Count());
        Assert.Single(first.Select(member => member.Metadata.StateDigest).Distinct());
        Assert.Equal(first.Select(member => member.EpisodeId), again.Select(member => member.EpisodeId));
        Assert.Equal(first.Select(member => member.EpisodeId), afterRestart.Select(member => member.EpisodeId));
        Assert.Equal("durable", first[0].Metadata.Durability);
    }

    [Fact]
    public async Task Refuse_a_known_request_that_asks_for_a_larger_group()
    {
        await client.CreateAsync(new EpisodeRequest("medusa") { Seed = 1, Count = 2, RequestId = "grows" });

        var refusal = await Assert.ThrowsAsync<MedusaProblemException>(() => client.CreateAsync(new EpisodeRequest("medusa") { Seed = 1, Count = 3, RequestId = "grows" }));

        Assert.Equal("request_conflict", refusal.Code);
    }

    [Fact]
    public async Task Begin_one_group_where_a_request_comes_many_times_at_once()
    {
        var request = new EpisodeRequest("medusa") { Count = 4, RequestId = "at once" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.CreateAsync(request)));

        var ids = answers.Select(answer => string.Join(' ', answer.Select(member => member.EpisodeId))).Distinct();
        Assert.Single(Assert.Single(ids).Split(' ').Select(id => id.Split('~')[0]).Distinct());
        Assert.Single(answers.SelectMany(answer => answer.Select(member => member.Metadata.StateDigest)).Distinct());
    }

    [Fact]
    public async Task Fork_forks_of_forks_that_are_equal_to_their_journal()
    {
        var root = await PlayAsync(await client.StartAsync(new EpisodeRequest("medusa") { Seed = 7 }), 6);
        var late = await ForkAsync(root, at: 6);
        var early = await PlayAsync(await ForkAsync(late, at: 4), 1);
        var latest = await PlayAsync(await ForkAsync(early, at: 5), 1);
        await RestartAsync();

        var verified = await client.VerifyAsync(latest.Id);

        Assert.Equal(new EpisodeVerification(true, 6), verified);
        var next = await client.StepAsync(latest.Id, Check, step: 7);
        Assert.Equal(7, next.Step);
        Assert.Equal((await client.GetEpisodeAsync(root.Id)).CumulativeReward, (await client.GetEpisodeAsync(late.Id)).CumulativeReward);
    }

    [Fact]
    public async Task Fork_once_however_often_it_is_asked_for_while_the_parent_goes_on()
    {
        var parent = await PlayAsync(await client.StartAsync(new EpisodeRequest("medusa") { Seed = 8 }), 2);
        var first = await client.ForkAsync(parent.Id, count: 3, requestId: "fork");
        await PlayAsync(parent, 2);

        var again = await client.ForkAsync(parent.Id, count: 3, requestId: "fork");

        Assert.Equal(first.Select(fork => (fork.EpisodeId, fork.Step)), again.Select(fork => (fork.EpisodeId, fork.Step)));
        Assert.All(again, fork => Assert.Equal(2, fork.Step));
    }

    [Fact]
    public async Task Step_and_start_in_one_batch_and_again_after_a_restart()
    {
        var group = await client.CreateAsync(new EpisodeRequest("medusa") { Seeds = [new BigInteger(1), new BigInteger(2)], Count = 2 });
        BatchEntry[] entries =
        [
            .. group.Select(member => new StepEntry(member.EpisodeId, Check, Step: 1)),
            .. group.Select(member => new StepEntry(member.EpisodeId, Check, Step: 2)),
            new CreateEntry(new EpisodeRequest("medusa") { EpisodeId = "named", Seed = 3, RequestId = "c" }),
            new StepEntry("named", Check, Step: 1),
        ];

        var first = await client.StepManyAsync(entries);
        await RestartAsync();
        var again = await client.StepManyAsync(entries);

        Assert.All(first, result => Assert.False(result.Replayed));
        Assert.All(again, result => Assert.True(result.Replayed));
        Assert.Equal(first.Select(result => result.Require().Metadata.StateDigest), again.Select(result => result.Require().Metadata.StateDigest));
        foreach (var id in group.Select(member => member.EpisodeId))
        {
            Assert.Equal(new EpisodeVerification(true, 2), await client.VerifyAsync(id));
        }
    }

    private static async Task<MedusaEpisode> ForkAsync(MedusaEpisode parent, int at)
    {
        var fork = Assert.Single(await parent.ForkAsync(at));
        Assert.Equal(at, fork.Last.Step);
        return fork;
    }

    private static async Task<MedusaEpisode> PlayAsync(MedusaEpisode episode, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await episode.StepAsync(Check);
        }

        return episode;
    }

    private async Task StartAsync()
    {
        server = await ServedGateway.StartAsync("--Medusa:Journal:Kind=sqlite", $"--Medusa:Journal:Path={Path.Combine(folder.FullName, "medusa.db")}");
        client = new MedusaClient(server.Address);
    }

    private async Task StopAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    private async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }
}

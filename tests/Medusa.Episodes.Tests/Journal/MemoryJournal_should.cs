namespace Medusa.Episodes.Tests;

public sealed class MemoryJournal_should
{
    [Fact]
    public async Task Keep_nothing_of_episodes_that_expired()
    {
        var journal = new MemoryJournal(1_000);
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync("stays");
        for (var round = 0; round < 20; round++)
        {
            for (var episode = 0; episode < 50; episode++)
            {
                await host.CreateAsync($"r{round}-{episode}");
                await host.CloseAsync($"r{round}-{episode}");
            }

            await host.StepAsync(id: "stays");
            host.Time.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(1, journal.Count);
        Assert.InRange(journal.Queued, 1, 2 + 64 + 50);
        Assert.Equal(20, await host.StepsTakenAsync("stays"));
    }

    [Fact]
    public async Task Make_room_by_dropping_the_oldest_episode_that_has_ended()
    {
        var journal = new MemoryJournal(3);
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync("runs");
        await host.CreateAsync("old");
        await host.CreateAsync("young");
        await host.CloseAsync("young");
        await host.CloseAsync("old");
        Assert.Null((await host.CreateAsync("new")).Problem);
        Assert.Equal(ProblemCode.EpisodeExpired, CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Summary, "old")));
        Assert.Null((await host.QueryAsync(EpisodeQueryKind.Summary, "young")).Problem);
        Assert.Null((await host.QueryAsync(EpisodeQueryKind.Summary, "runs")).Problem);
    }

    [Fact]
    public async Task Refuse_a_new_episode_where_every_kept_one_runs()
    {
        await using var host = new CountingHost(journal: new MemoryJournal(2));
        await host.CreateAsync("a");
        await host.CreateAsync("b");
        Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(await host.CreateAsync("c")));
    }
}

namespace Medusa.Episodes.Tests;

/// <summary>Episodes that are forgotten: by their own idle time-out or deadline, and at last by retention.</summary>
public sealed class Expiry_should
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly MemoryJournal journal = new(1_000);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task End_an_episode_that_is_past_its_deadline_or_idle(bool isDeadline)
    {
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync(with: isDeadline ? Deadline(10) : Idle(10));
        await host.StepAsync(step: 1, requestId: "r");
        host.Time.Advance(9 * Minute);
        Assert.Equal("running", await host.StatusAsync());
        host.Time.Advance(2 * Minute);
        await host.BecomeAsync("expired", "e");
        Assert.Equal(0, host.Engine.LiveEpisodes);
        var refused = await host.StepAsync(step: 2);
        Assert.Equal((ProblemCode.EpisodeExpired, 410), (CountingHost.Code(refused), refused.Problem!.Status));
        Assert.True((await host.StepAsync(step: 1, requestId: "r")).Replayed);
        Assert.Equal(1, CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Log)).GetProperty("entries").GetArrayLength());
        Assert.Equal("expired", CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Summary)).GetProperty("end_reason").GetString());
        Assert.Equal("ok", await host.VerifyAsync());
        await using var other = new CountingHost(journal: journal, time: host.Time);
        Assert.Equal(ProblemCode.EpisodeExpired, CountingHost.Code(await other.StepAsync()));
        Assert.Equal(3, await journal.CountAsync(new EpisodeKey(CountingHost.Alice, CountingHost.Id("e"))));
    }

    [Fact]
    public async Task Count_idleness_from_the_latest_step_and_a_deadline_from_the_beginning()
    {
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync("idle", Idle(10));
        await host.CreateAsync("late", Deadline(60));
        for (var minutes = 0; minutes < 56; minutes += 7)
        {
            host.Time.Advance(7 * Minute);
            Assert.Equal("running running", await host.StatusesAsync("idle", "late"));
            await host.StepAsync(id: "idle");
            await host.StepAsync(id: "late");
        }

        host.Time.Advance(5 * Minute);
        await host.BecomeAsync("running expired", "idle", "late");
        host.Time.Advance(6 * Minute);
        await host.BecomeAsync("expired expired", "idle", "late");
    }

    [Fact]
    public async Task Leave_alone_what_has_ended_or_asks_for_nothing()
    {
        await using var host = new CountingHost(journal: journal, options: new EpisodesOptions { Retention = TimeSpan.FromHours(9), InvalidActionLimit = 1 });
        foreach (var id in new[] { "done", "closed", "cut" })
        {
            await host.CreateAsync(id, command => Deadline(5)(Idle(5)(command)));
        }

        await host.CreateAsync("plain");
        await host.StepAsync("""{"action":"FINISH"}""", "done");
        await host.CloseAsync("closed");
        await host.StepAsync("""{"action":"FLY"}""", "cut");
        host.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("done closed done running", await host.StatusesAsync("done", "closed", "cut", "plain"));
        Assert.Equal(ProblemCode.EpisodeDone, CountingHost.Code(await host.StepAsync(id: "done")));
        Assert.Equal(2, await journal.CountAsync(new EpisodeKey(CountingHost.Alice, CountingHost.Id("done"))));
    }

    [Fact]
    public async Task Reach_episodes_that_are_only_in_the_journal_after_a_restart()
    {
        await using (var host = new CountingHost(journal: journal))
        {
            await host.CreateAsync("idle", Idle(10));
            await host.CreateAsync("late", Deadline(10));
        }

        await using var other = new CountingHost(journal: journal);
        other.Time.Advance(11 * Minute);
        await Eventually.HoldsAsync(async () => await other.StatusesAsync("idle", "late") == "expired expired" && other.Engine.LiveEpisodes == 0);
    }

    [Fact]
    public async Task Let_one_of_two_engines_end_it_once()
    {
        var shared = new FailingJournal(journal) { IsShared = true };
        var time = new ManualTime();
        await using var one = new CountingHost(journal: shared, time: time);
        await using var two = new CountingHost(journal: shared, time: time);
        await one.CreateAsync(with: Idle(10));
        await two.StepAsync(step: 1);
        await one.StepAsync(step: 2);
        time.Advance(11 * Minute);
        await Eventually.HoldsAsync(async () => await one.StatusAsync() == "expired" && await two.StatusAsync() == "expired");
        Assert.Equal(ProblemCode.EpisodeExpired, CountingHost.Code(await two.StepAsync(step: 3)));
        Assert.Equal(4, await journal.CountAsync(new EpisodeKey(CountingHost.Alice, CountingHost.Id("e"))));
    }

    [Fact]
    public async Task Be_inherited_by_forks_with_a_deadline_that_begins_anew()
    {
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync("late", Deadline(20));
        await host.CreateAsync("idle", Idle(20));
        host.Time.Advance(15 * Minute);
        await host.ForkAsync("late");
        await host.ForkAsync("idle");
        host.Time.Advance(10 * Minute);
        await host.BecomeAsync("expired running", "late", "late~1");
        await host.BecomeAsync("expired running", "idle", "idle~1");
        host.Time.Advance(11 * Minute);
        await host.BecomeAsync("expired expired", "late~1", "idle~1");
        Assert.Equal("running", await host.StatusAsync(CountingHost.Ids(await host.ForkAsync("late"))[0]));
    }

    [Fact]
    public async Task Keep_a_family_until_all_of_it_may_go()
    {
        await using var host = new CountingHost(journal: journal);
        await host.CreateAsync();
        await host.ForkAsync(count: 2);
        await host.CreateAsync("g", command => command with { Count = 2 });
        foreach (var id in new[] { "e", "e~1", "g~1", "g~2" })
        {
            await host.CloseAsync(id);
        }

        host.Time.Advance(TimeSpan.FromHours(2));
        await Eventually.HoldsAsync(async () => CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Log, "g~1")) == ProblemCode.EpisodeExpired);
        Assert.Equal("closed closed running", await host.StatusesAsync("e", "e~1", "e~2"));
        Assert.Equal(ProblemCode.EpisodeExpired, CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Log, "g~2")));
        Assert.Equal("ok", await host.VerifyAsync("e~2"));
        await host.CloseAsync("e~2");
        host.Time.Advance(TimeSpan.FromHours(2));
        foreach (var id in new[] { "e", "e~1", "e~2" })
        {
            await Eventually.HoldsAsync(async () => CountingHost.Code(await host.StepAsync(id: id)) == ProblemCode.EpisodeExpired);
        }

        Assert.Equal(0, journal.Count);
    }

    private static Func<CreateEpisode, CreateEpisode> Idle(int minutes) => command => command with { IdleTimeout = minutes * Minute };

    private static Func<CreateEpisode, CreateEpisode> Deadline(int minutes) => command => command with { Deadline = minutes * Minute };
}

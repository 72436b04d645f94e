namespace Medusa.Episodes.Tests;

/// <summary>Volatile episodes beside durable ones.</summary>
public sealed class JournalByDurability_should : IAsyncDisposable
{
    private readonly TemporaryDatabase database = new();
    private JournalByDurability journal;
    private CountingHost host;

    public JournalByDurability_should()
    {
        journal = new JournalByDurability(database.Open(), new MemoryJournal(1_000));
        host = new CountingHost(journal: journal);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await journal.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task Keep_durable_episodes_over_a_restart_and_volatile_ones_not()
    {
        Assert.Equal("durable", journal.Durability);
        var (plain, kept, gone) = (await host.CreateAsync("plain"), await host.CreateAsync("kept", As("durable")), await host.CreateAsync("gone", As("volatile")));
        Assert.Equal(["durable", "durable", "volatile"], new[] { plain, kept, gone }.Select(Durability));
        foreach (var id in new[] { "plain", "kept", "gone" })
        {
            await host.StepAsync(CountingHost.Add(2), id, 1);
            Assert.Equal("ok", await host.VerifyAsync(id));
        }

        Assert.Equal("volatile", Durability(await host.StepAsync(id: "gone", step: 2)));
        await RestartAsync();
        Assert.Equal("7 7", await host.CountsAsync("plain", "kept"));
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.StepAsync(id: "gone")));
    }

    [Fact]
    public async Task Play_volatile_episodes_like_any_other()
    {
        await host.CreateAsync("v", As("volatile"));
        var first = await host.StepAsync(CountingHost.Add(2), "v", 1, "r");
        await host.StepAsync(id: "v");
        host.Time.Advance(TimeSpan.FromMinutes(31));
        var repeat = await host.StepAsync(CountingHost.Add(2), "v", requestId: "r");
        Assert.True(repeat.Replayed);
        Assert.Equal(first.Body.ToArray(), repeat.Body.ToArray());
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(await host.StepAsync(id: "v", step: 9)));
        Assert.Equal(["v~1", "v~2"], CountingHost.Ids(await host.ForkAsync("v", at: 1, count: 2)));
        Assert.Equal("volatile", Durability(await host.StepAsync(id: "v~2", step: 2)));
        Assert.Equal("8 7 8", await host.CountsAsync("v", "v~1", "v~2"));
        await host.CloseAsync("v");
        Assert.Equal("closed", await host.StatusAsync("v"));
    }

    [Fact]
    public async Task List_both_in_one_order_page_after_page()
    {
        string[] ids = ["B", "_x", "a", "a.b", "b", "c", "d", "e1", "e2", "f"];
        foreach (var (index, id) in ids.Index())
        {
            await host.CreateAsync(id, As(index % 3 == 1 ? "volatile" : null));
        }

        var listed = new List<string>();
        string? after = null;
        do
        {
            var page = CountingHost.Body(await host.Engine.ListAsync(new ListEpisodes(CountingHost.Alice) { After = after, Limit = 3 }));
            listed.AddRange(page.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetProperty("episode_id").GetString()!));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.Equal(ids, listed);
    }

    [Theory]
    [InlineData("durable", "volatile")]
    [InlineData("volatile", "durable")]
    public async Task Know_a_request_id_in_both(string first, string second)
    {
        var begun = await host.CreateAsync("one", command => As(first)(command) with { RequestId = "r", IsNamed = false });
        var repeat = await host.CreateAsync("two", command => As(first)(command) with { RequestId = "r", IsNamed = false });
        Assert.True(repeat.Replayed);
        Assert.Equal(begun.Body.ToArray(), repeat.Body.ToArray());
        Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await host.CreateAsync("two", command => As(second)(command) with { RequestId = "r", IsNamed = false })));
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.StepAsync(id: "two")));
    }

    [Theory]
    [InlineData("durable", "volatile")]
    [InlineData("volatile", "durable")]
    public async Task Give_an_id_once(string first, string second)
    {
        await host.CreateAsync("e", As(first));
        await host.StepAsync(id: "e");
        Assert.Equal(ProblemCode.EpisodeExists, CountingHost.Code(await host.CreateAsync("e", As(second))));
        Assert.Equal(ProblemCode.EpisodeExists, CountingHost.Code(await host.CreateAsync("e", As(first))));
        Assert.Equal(6, await host.CountAsync("e"));
    }

    [Fact]
    public async Task Number_the_members_of_a_family_on_in_both()
    {
        await host.CreateAsync("g", command => As("volatile")(command) with { Count = 2 });
        Assert.Equal(["g~3"], CountingHost.Ids(await host.CreateAsync("x", command => command with { Group = "g" })));
        Assert.Equal(["g~4"], CountingHost.Ids(await host.ForkAsync("g~1")));
        Assert.Equal(["g~5"], CountingHost.Ids(await host.ForkAsync("g~3")));
        await RestartAsync();
        Assert.Equal("running running", await host.StatusesAsync("g~3", "g~5"));
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.StepAsync(id: "g~4")));
    }

    [Fact]
    public async Task End_and_remove_forgotten_ones_in_both()
    {
        foreach (var durability in new[] { "durable", "volatile" })
        {
            await host.CreateAsync($"{durability}-idle", command => As(durability)(command) with { IdleTimeout = TimeSpan.FromMinutes(5) });
            await host.CreateAsync($"{durability}-plain", As(durability));
        }

        host.Time.Advance(TimeSpan.FromMinutes(6));
        await SweptAsync(async () => await host.StatusesAsync("durable-idle", "volatile-idle") == "expired expired");
        Assert.Equal("running running", await host.StatusesAsync("durable-plain", "volatile-plain"));
        host.Time.Advance(TimeSpan.FromHours(2));
        await SweptAsync(async () => CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Log, "durable-idle")) == ProblemCode.EpisodeExpired);
        Assert.Equal(ProblemCode.EpisodeExpired, CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Log, "volatile-idle")));
        Assert.Equal("running running", await host.StatusesAsync("durable-plain", "volatile-plain"));
    }

    [Fact]
    public async Task Refuse_volatile_ones_where_other_processes_share_the_journal()
    {
        var shared = new JournalByDurability(new FailingJournal(new MemoryJournal(100)) { IsShared = true, Durability = "durable" }, new MemoryJournal(100));
        await using var other = new CountingHost(journal: shared);
        Assert.False(shared.Offers("volatile"));
        var refused = await other.CreateAsync("e", As("volatile"));
        Assert.Equal((ProblemCode.InvalidRequest, "durability"), (CountingHost.Code(refused), refused.Problem!.Errors[0].DottedPath));
        Assert.Null((await other.CreateAsync("e", As("durable"))).Problem);
        var unknown = await host.CreateAsync("e", As("eternal"));
        Assert.Equal((ProblemCode.InvalidRequest, "durability"), (CountingHost.Code(unknown), unknown.Problem!.Errors[0].DottedPath));
    }

    private static string? Durability(EpisodeReply reply) => CountingHost.Body(reply).GetProperty("metadata").GetProperty("durability").GetString();

    private static Func<CreateEpisode, CreateEpisode> As(string? durability) => command => command with { Durability = durability };

    private async Task RestartAsync()
    {
        await host.DisposeAsync();
        await journal.DisposeAsync();
        journal = new JournalByDurability(database.Open(), new MemoryJournal(1_000));
        host = new CountingHost(journal: journal);
    }

    private Task SweptAsync(Func<Task<bool>> condition) => Eventually.HoldsAsync(async () =>
    {
        await host.SweepAsync();
        return await condition();
    });
}

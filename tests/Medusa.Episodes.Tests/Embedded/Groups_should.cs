using Medusa.Operators.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>Episodes that begin from one scenario, and those that join them.</summary>
public abstract class Groups_should : JournaledSuite
{
    [Fact]
    public async Task Begin_from_one_scenario_under_numbered_names()
    {
        await using var host = new CountingHost(journal: Journal);
        var group = await host.CreateAsync("g", command => command with { Count = 4, Seed = default });
        Assert.Equal(["g~1", "g~2", "g~3", "g~4"], CountingHost.Ids(group));
        Assert.Equal(group.Body.ToArray(), group.Members[0].Body.ToArray());
        foreach (var member in group.Members)
        {
            var id = member.Episode!.Value.Value;
            Assert.Equal(CountingHost.Text(group).Replace("\"g~1\"", $"\"{id}\"", StringComparison.Ordinal), CountingHost.Text(member));
            Assert.Equal(group.Tail.Length, member.Tail.Length + 3 - id.Length);
            Assert.Equal("ok", await host.VerifyAsync(id));
        }

        Assert.Equal(4, host.Engine.LiveEpisodes);
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.StepAsync(id: "g")));
    }

    [Fact]
    public async Task Part_ways_with_their_first_steps_and_survive_a_restart()
    {
        await using (var host = new CountingHost(journal: Journal))
        {
            await host.CreateAsync("g", command => command with { Count = 3 });
            await host.StepAsync(CountingHost.Add(1), "g~1", 1);
            await host.StepAsync(CountingHost.Add(2), "g~2", 1);
            Assert.Equal("6 7 5", await host.CountsAsync("g~1", "g~2", "g~3"));
        }

        await using var other = new CountingHost(journal: Journal);
        Assert.Equal("6 7 5", await other.CountsAsync("g~1", "g~2", "g~3"));
        Assert.True((await other.StepAsync(CountingHost.Add(2), "g~2", 1)).Replayed);
        Assert.Equal(["g~4"], CountingHost.Ids(await other.ForkAsync("g~2")));
    }

    [Fact]
    public async Task Be_the_same_byte_for_byte_when_asked_for_again()
    {
        await using var host = new CountingHost(journal: Journal);
        await using var other = new CountingHost(journal: Journal);
        CreateEpisode With(CreateEpisode command) => command with { Count = 3, RequestId = "r", IsNamed = false, Seed = default };
        var first = await host.CreateAsync("g", With);
        foreach (var (asked, id) in new[] { (host, "h"), (other, "i") })
        {
            var repeat = await asked.CreateAsync(id, With);
            Assert.True(repeat.Replayed);
            Assert.Equal(first.Members.Select(CountingHost.Text), repeat.Members.Select(CountingHost.Text));
            Assert.Equal(CountingHost.Ids(first), CountingHost.Ids(repeat));
            Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await asked.CreateAsync(id, command => With(command) with { Count = 2 })));
            Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await asked.CreateAsync(id, command => With(command) with { Count = 1 })));
            Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await asked.CreateAsync(id, command => With(command) with { Seed = CountingHost.Json("8") })));
        }

        Assert.Equal(3, await JournaledAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4_097)]
    public async Task Have_from_one_to_as_many_members_as_are_allowed(int count)
    {
        await using var host = new CountingHost(journal: Journal);
        var refused = await host.CreateAsync("g", command => command with { Count = count });
        Assert.Equal((ProblemCode.InvalidRequest, "count"), (CountingHost.Code(refused), refused.Problem!.Errors[0].DottedPath));
        Assert.Equal(0, await JournaledAsync());
    }

    [Fact]
    public async Task Begin_whole_or_not_at_all()
    {
        await using var host = new CountingHost(journal: Journal);
        await host.CreateAsync(with: command => command with { Group = "g" });
        Assert.Equal(ProblemCode.EpisodeExists, CountingHost.Code(await host.CreateAsync("g", command => command with { Count = 3 })));
        Assert.Equal("running", await host.StatusAsync("g~1"));
        await foreach (var head in Journal.ListAsync(CountingHost.Alice, "g~1"))
        {
            Assert.Equal("closed", head.StatusText);
        }

        Assert.Equal(ProblemCode.OperatorFault, CountingHost.Code(await host.CreateAsync("h", command => command with { Count = 3, Seed = CountingHost.Json("13") })));
        await using var small = new CountingHost(options: new EpisodesOptions { MaxLiveEpisodes = 3 });
        Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(await small.CreateAsync("g", command => command with { Count = 4 })));
        Assert.Equal(0, small.Engine.LiveEpisodes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Be_completed_by_a_repeat_where_the_journal_failed_in_the_middle(bool isNamed)
    {
        foreach (var skipped in new[] { 0, 1, 3 })
        {
            var failing = new FailingJournal(new MemoryJournal(100));
            await using var host = new CountingHost(journal: failing);
            CreateEpisode With(CreateEpisode command) => command with { Count = 4, RequestId = "r", IsNamed = isNamed, Seed = default };
            failing.FailAfter(skipped);
            Assert.Equal(ProblemCode.JournalUnavailable, CountingHost.Code(await host.CreateAsync("g", With)));
            var repeat = await host.CreateAsync(isNamed ? "g" : "h", With);
            var ids = CountingHost.Ids(repeat);
            Assert.Equal(4, ids.Distinct().Count());
            Assert.Single(ids.Select(id => id[..1]).Distinct());
            Assert.Single(repeat.Members.Select(CountingHost.Seen).Distinct());
            Assert.Equal("running running running running", await host.StatusesAsync(ids));
            Assert.Equal(ids, CountingHost.Ids(await host.CreateAsync(isNamed ? "g" : "i", With)));
        }
    }

    [Fact]
    public async Task Be_joined_by_one_after_the_other_on_one_scenario_though_nobody_sends_a_seed()
    {
        await using var host = new CountingHost(journal: Journal);
        await using var other = new CountingHost(journal: Journal);
        var first = await JoinAsync(host);
        Assert.Equal(["g~1"], CountingHost.Ids(first));
        Assert.Equal(["g~2"], CountingHost.Ids(await JoinAsync(other)));
        Assert.Equal(["g~3"], CountingHost.Ids(await JoinAsync(host)));
        Assert.Equal(["g~4"], CountingHost.Ids(await JoinAsync(host, command => command with { Seed = CountingHost.Json("77") })));
        foreach (var id in new[] { "g~2", "g~3" })
        {
            Assert.Equal(CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Summary, "g~1")).GetProperty("seed").GetUInt64(), CountingHost.Body(await host.QueryAsync(EpisodeQueryKind.Summary, id)).GetProperty("seed").GetUInt64());
            Assert.Equal("ok", await host.VerifyAsync(id));
        }

        Assert.Equal(77, await host.CountAsync("g~4"));
        var other2 = await JoinAsync(host, command => command with { Group = "h" });
        Assert.NotEqual(CountingHost.Seen(first).Digest, CountingHost.Seen(other2).Digest);
        Assert.NotEqual(CountingHost.Seen(first).Digest, CountingHost.Seen(await JoinAsync(host, command => command with { Owner = CountingHost.Bob })).Digest);
    }

    [Fact]
    public async Task Be_joined_once_by_a_repeated_request()
    {
        await using var host = new CountingHost(journal: Journal);
        await using var other = new CountingHost(journal: Journal);
        CreateEpisode With(CreateEpisode command) => command with { RequestId = "j", IsNamed = false };
        var first = await JoinAsync(host, With);
        await JoinAsync(host);
        foreach (var asked in new[] { host, other })
        {
            var repeat = await JoinAsync(asked, With);
            Assert.True(repeat.Replayed);
            Assert.Equal(first.Body.ToArray(), repeat.Body.ToArray());
            Assert.Equal(ProblemCode.RequestConflict, CountingHost.Code(await JoinAsync(asked, command => With(command) with { Group = "h" })));
        }

        Assert.Equal(2, await JournaledAsync());
    }

    [Fact]
    public async Task Give_each_a_place_of_its_own_though_many_join_through_two_engines_at_once()
    {
        var shared = new FailingJournal(Journal) { IsShared = true };
        await using var one = new CountingHost(journal: shared);
        await using var two = new CountingHost(journal: shared);
        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(async () => await JoinAsync(number % 2 == 0 ? one : two))));
        Assert.All(replies, reply => Assert.Equal("none", CountingHost.Code(reply) ?? "none"));
        Assert.Equal(64, replies.SelectMany(CountingHost.Ids).Distinct().Count());
        Assert.Single(replies.Select(CountingHost.Seen).Distinct());
        Assert.Equal(64, await JournaledAsync());
    }

    [Fact]
    public async Task Be_listed_by_name()
    {
        await using var host = new CountingHost(journal: Journal);
        await host.CreateAsync("g", command => command with { Count = 2 });
        await host.CreateAsync("gg");
        await host.ForkAsync("g~2");
        var listed = CountingHost.Body(await host.Engine.ListAsync(new ListEpisodes(CountingHost.Alice) { Group = "g" })).GetProperty("episodes");
        Assert.Equal(["g~1", "g~2", "g~3"], listed.EnumerateArray().Select(episode => episode.GetProperty("episode_id").GetString()!));
    }

    private static ValueTask<EpisodeReply> JoinAsync(CountingHost host, Func<CreateEpisode, CreateEpisode>? with = null) => host.CreateAsync(EpisodeId.New().Value, command =>
    {
        var join = command with { Group = "g", Seed = default, IsNamed = false };
        return with is null ? join : with(join);
    });
}

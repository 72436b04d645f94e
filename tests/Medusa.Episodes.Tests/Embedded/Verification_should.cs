using System.Text;

namespace Medusa.Episodes.Tests;

/// <summary>The proof that an episode equals its journal, and what happens where it does not.</summary>
public abstract class Verification_should : JournaledSuite
{
    [Fact]
    public async Task Find_nothing_wrong_with_what_was_played_forked_grouped_ended_or_closed()
    {
        await using var host = new CountingHost(journal: Journal, options: new EpisodesOptions { InvalidActionLimit = 2 });
        await PlayAsync(host);
        await host.CreateAsync("fresh");
        await host.CreateAsync("group", command => command with { Count = 2, Seed = default });
        await host.StepAsync(id: "group~2");
        await host.ForkAsync(at: 2, count: 2);
        await host.StepAsync(id: "e~1");
        await host.CreateAsync("ended", command => command with { Options = CountingHost.Json("""{"max_steps":1}""") });
        await host.StepAsync(id: "ended");
        await host.CreateAsync("finished", command => command with { Task = "reach_ten", Seed = default });
        await host.StepAsync("""{"action":"FINISH"}""", "finished");
        await host.CreateAsync("closed");
        await host.StepAsync(id: "closed");
        await host.CloseAsync("closed");
        await host.CreateAsync("cut");
        await host.StepAsync("""{"action":"FLY"}""", "cut");
        await host.StepAsync("""{"action":"FLY"}""", "cut");
        await host.CreateAsync("counted", command => command with { OnInvalidAction = InvalidActionMode.Step });
        await host.StepAsync("""{"action":"FLY","params":{"far":1.50}}""", "counted");
        await host.StepAsync("""{"action":"REFUSE"}""", "counted");
        await host.StepAsync("17", "counted");
        foreach (var isRestarted in new[] { false, true })
        {
            await using var other = new CountingHost(journal: Journal);
            await foreach (var head in Journal.ListAsync(CountingHost.Alice, null))
            {
                var id = head.Key.Id.Value;
                var verdict = CountingHost.Text(await (isRestarted ? other : host).QueryAsync(EpisodeQueryKind.Verify, id));
                Assert.Equal((id, $$"""{"ok":true,"steps":{{head.Step}}}"""), (id, verdict));
            }
        }
    }

    [Theory]
    [InlineData("digest", "2 state_digest")]
    [InlineData("reward", "2 reward")]
    [InlineData("breakdown", "2 reward")]
    [InlineData("cumulative", "2 cumulative_reward")]
    [InlineData("end", "2 end")]
    [InlineData("observation", "2 observation")]
    [InlineData("metrics", "2 metrics")]
    [InlineData("action", "2 state_digest")]
    [InlineData("broken", "2 faulted")]
    [InlineData("index", "2 step")]
    public async Task Name_the_step_and_what_of_it_was_changed(string what, string verdict)
    {
        await using var host = new CountingHost(journal: Journal);
        await PlayAsync(host);
        await host.ForkAsync();
        await using var other = new CountingHost(journal: await RewrittenJournal.OfAsync(Journal, written => written is StepTaken { Index: 2 } step ? Changed(step, what) : written));
        Assert.Equal(verdict, await other.VerifyAsync());
        Assert.Equal(verdict, await other.VerifyAsync("e~1"));
        Assert.Equal("ok", await host.VerifyAsync());
    }

    [Theory]
    [InlineData("digest", "0 state_digest")]
    [InlineData("observation", "0 observation")]
    public async Task Compare_the_beginning_too(string what, string verdict)
    {
        await using var host = new CountingHost(journal: Journal);
        await PlayAsync(host);
        await using var other = new CountingHost(journal: await RewrittenJournal.OfAsync(Journal, written => written is not EpisodeStarted started ? written
            : what == "digest" ? started with { StateDigest = default } : started with { Reply = Instead(started.Reply, "\"count\":5", "\"count\":6") }));
        Assert.Equal(verdict, await other.VerifyAsync());
    }

    [Fact]
    public async Task Compare_where_a_fork_begins()
    {
        await using var host = new CountingHost(journal: Journal);
        await PlayAsync(host);
        await host.ForkAsync(at: 2);
        await host.ForkAsync(at: 0);
        await using var other = new CountingHost(journal: await RewrittenJournal.OfAsync(Journal, written => written is EpisodeForked fork ? fork with { Started = fork.Started with { StateDigest = default } } : written));
        Assert.Equal("2 state_digest", await other.VerifyAsync("e~1"));
        Assert.Equal("0 state_digest", await other.VerifyAsync("e~2"));
        await using var third = new CountingHost(journal: await RewrittenJournal.OfAsync(Journal, written =>
            written is EpisodeForked { At: 2 } fork ? fork with { Started = fork.Started with { Reply = Instead(fork.Started.Reply, "\"count\":8", "\"count\":9") } } : written));
        Assert.Equal("2 observation", await third.VerifyAsync("e~1"));
        Assert.Equal("ok", await third.VerifyAsync("e~2"));
    }

    [Fact]
    public async Task See_that_steps_were_exchanged_or_are_missing()
    {
        await using var host = new CountingHost(journal: Journal);
        await PlayAsync(host);
        await using var exchanged = new CountingHost(journal: await RewrittenJournal.OfAsync(Journal, written => written, events => [events[0], events[2], events[1], events[3]]));
        Assert.Equal("1 step", await exchanged.VerifyAsync());
        await using var missing = new CountingHost(journal: await RewrittenJournal.OfAsync(Journal, written => written is StepTaken { Index: 2 } ? null : written));
        Assert.Equal("2 step", await missing.VerifyAsync());
    }

    [Fact]
    public async Task Find_an_operator_that_is_not_deterministic()
    {
        await using var host = new CountingHost(CountingEnvironment.Make(drifts: true), journal: Journal);
        await host.CreateAsync();
        await host.StepAsync("""{"action":"TAKE"}""");
        await host.StepAsync(CountingHost.Add(2));
        Assert.Equal("2 state_digest", await host.VerifyAsync());
        Assert.Null((await host.StepAsync("""{"action":"TAKE"}""", step: 3)).Problem);
    }

    [Fact]
    public async Task Change_nothing_and_ask_for_the_code_that_ran()
    {
        await using var host = new CountingHost(journal: Journal);
        await PlayAsync(host);
        await using var other = new CountingHost(CountingEnvironment.Make(version: "2"), journal: Journal);
        Assert.Equal(ProblemCode.PluginUnavailable, CountingHost.Code(await other.QueryAsync(EpisodeQueryKind.Verify)));
        Assert.Equal(ProblemCode.UnknownEpisode, CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Verify, "other")));
        Assert.Equal(4, await Journal.CountAsync(new EpisodeKey(CountingHost.Alice, CountingHost.Id("e"))));
    }

    [Fact]
    public async Task Leave_a_diverged_episode_read_only_with_log_summary_and_trajectory()
    {
        await using var host = new CountingHost(journal: Journal);
        await PlayAsync(host);
        var expected = new Dictionary<EpisodeQueryKind, string>();
        foreach (var kind in new[] { EpisodeQueryKind.Log, EpisodeQueryKind.Summary, EpisodeQueryKind.Trajectory })
        {
            expected[kind] = CountingHost.Text(await host.QueryAsync(kind));
        }

        await using var other = new CountingHost(CountingEnvironment.Make(drift: 1), journal: Journal);
        Assert.Equal("1 state_digest", await other.VerifyAsync());
        foreach (var (kind, text) in expected)
        {
            Assert.Equal(text, CountingHost.Text(await other.QueryAsync(kind)));
        }

        foreach (var refused in new[] { await other.StepAsync(step: 4), await other.QueryAsync(EpisodeQueryKind.State), await other.QueryAsync(EpisodeQueryKind.Grade), await other.ForkAsync() })
        {
            Assert.Equal(ProblemCode.ReplayDiverged, CountingHost.Code(refused));
            Assert.Equal(1, refused.Problem!.Extensions["first_divergence"].AsInteger);
        }

        Assert.True((await other.StepAsync(CountingHost.Add(2), step: 2)).Replayed);
        Assert.Null((await other.CloseAsync()).Problem);
        Assert.Equal("closed", await other.StatusAsync());
    }

    private static async Task PlayAsync(CountingHost host)
    {
        await host.CreateAsync();
        for (var step = 1; step <= 3; step++)
        {
            await host.StepAsync(CountingHost.Add(step), step: step);
        }
    }

    private static StepTaken Changed(StepTaken step, string what) => what switch
    {
        "digest" => step with { StateDigest = default },
        "reward" => step with { Reward = 7 },
        "breakdown" => step with { Breakdown = [] },
        "cumulative" => step with { CumulativeReward = 7 },
        "end" => step with { EndReason = "finished" },
        "observation" => step with { Reply = Instead(step.Reply, "\"count\":8", "\"count\":9") },
        "metrics" => step with { Metrics = Record.Of(("count", 9)) },
        "action" => step with { Action = Encoding.UTF8.GetBytes(CountingHost.Add(4)) },
        "broken" => step with { Action = """{"action":"THROW"}"""u8.ToArray() },
        _ => step with { Index = 7 },
    };

    private static byte[] Instead(ReadOnlyMemory<byte> bytes, string old, string other) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.Span).Replace(old, other, StringComparison.Ordinal));
}

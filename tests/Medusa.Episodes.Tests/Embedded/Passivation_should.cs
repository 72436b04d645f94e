using Medusa.Operators.Abstractions;

namespace Medusa.Episodes.Tests;

public abstract class Passivation_should : JournaledSuite
{
    [Fact]
    public async Task Drop_an_idle_episode_and_bring_it_back_by_refolding()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        await host.StepAsync(CountingHost.Add(4), requestId: "r");
        var last = await host.StepAsync("""{"action":"TAKE"}""");
        var state = CountingHost.Text(await host.QueryAsync(EpisodeQueryKind.State));
        host.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(1, host.Engine.LiveEpisodes);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        await SweptAsync(host, () => Task.FromResult(host.Engine.LiveEpisodes == 0));

        Assert.Equal(state, CountingHost.Text(await host.QueryAsync(EpisodeQueryKind.State)));
        Assert.Equal(1, host.Engine.LiveEpisodes);
        Assert.True((await host.StepAsync(CountingHost.Add(4), requestId: "r")).Replayed);
        Assert.Equal(last.Body.ToArray(), (await host.StepAsync("""{"action":"TAKE"}""", step: 2)).Body.ToArray());
        var next = CountingHost.Body(await host.StepAsync(step: 3));
        Assert.Equal(9, next.GetProperty("observation").GetProperty("count").GetInt32());
        Assert.Equal(-0.5, next.GetProperty("reward").GetDouble());
    }

    [Fact]
    public async Task Keep_an_episode_that_is_used()
    {
        await using var host = NewHost();
        await host.CreateAsync();
        for (var round = 0; round < 5; round++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(20));
            await host.StepAsync();
            Assert.Equal(1, host.Engine.LiveEpisodes);
        }
    }

    [Fact]
    public async Task Make_an_episode_read_only_when_refolding_differs_from_the_record()
    {
        await using (var host = NewHost())
        {
            await host.CreateAsync();
            await host.StepAsync("""{"action":"TAKE"}""");
            await host.StepAsync();
            await host.StepAsync("""{"action":"TAKE"}""");
        }

        await using var other = NewHost(CountingEnvironment.Make(drift: 1));
        var refused = await other.StepAsync(step: 4);
        Assert.Equal(ProblemCode.ReplayDiverged, CountingHost.Code(refused));
        Assert.Equal(2, refused.Problem!.Extensions["first_divergence"].AsInteger);
        Assert.True((await other.StepAsync(step: 2)).Replayed);
        Assert.Equal(ProblemCode.ReplayDiverged, CountingHost.Code(await other.QueryAsync(EpisodeQueryKind.State)));
        Assert.Equal(3, CountingHost.Body(await other.QueryAsync(EpisodeQueryKind.Log)).GetProperty("entries").GetArrayLength());
        Assert.Equal(4, CountingHost.Body(await other.QueryAsync(EpisodeQueryKind.State, with: query => query with { At = 1 })).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Refuse_steps_without_the_version_that_the_episode_runs_in_and_keep_the_log()
    {
        await using (var host = NewHost())
        {
            await host.CreateAsync();
            await host.StepAsync();
        }

        await using var other = NewHost(CountingEnvironment.Make(version: "2"));
        var refused = await other.StepAsync();
        Assert.Equal(ProblemCode.PluginUnavailable, CountingHost.Code(refused));
        Assert.Contains("counting@1", refused.Problem!.Detail, StringComparison.Ordinal);
        Assert.Equal(1, CountingHost.Body(await other.QueryAsync(EpisodeQueryKind.Log)).GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task Refuse_other_bytes_of_the_same_version_where_configured()
    {
        await using (var host = NewHost())
        {
            await host.CreateAsync();
        }

        var otherBytes = CountingHost.Catalogue(CountingEnvironment.Make(), CountingHost.Provenance with { Sha256 = new string('b', 64) });
        foreach (var (required, code) in new[] { (true, ProblemCode.PluginUnavailable), (false, null) })
        {
            var options = new EpisodesOptions { RequireSameBytes = required };
            await using var engine = TestedEngine.Start(otherBytes, Journal, options, new ManualTime());
            var reply = await engine.StepAsync(new StepEpisode(CountingHost.Alice, CountingHost.Id("e"), CountingHost.Json("""{"action":"ADD"}""")));
            Assert.Equal(code, CountingHost.Code(reply));
        }
    }

    [Fact]
    public async Task Lose_to_another_writer_reload_and_answer_from_the_journal()
    {
        await using var one = NewHost();
        await using var two = NewHost();
        await one.CreateAsync();
        Assert.False((await one.StepAsync(step: 1)).Replayed);
        Assert.False((await two.StepAsync(step: 2)).Replayed);
        var late = await one.StepAsync(step: 2);
        Assert.True(late.Replayed);
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(await one.StepAsync(CountingHost.Add(3), step: 2)));
        Assert.False((await one.StepAsync(step: 3)).Replayed);
        Assert.Equal(ProblemCode.StepConflict, CountingHost.Code(await two.StepAsync(CountingHost.Add(3), step: 3)));
        Assert.Equal(8, await two.CountAsync());
    }

    [Fact]
    public async Task Expire_ended_episodes_after_retention_and_say_so()
    {
        await using var host = NewHost();
        await host.CreateAsync("ended", command => command with { RequestId = "r" });
        await host.CreateAsync("runs");
        await host.StepAsync("""{"action":"FINISH"}""", "ended");
        host.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotEqual(ProblemCode.EpisodeExpired, CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Log, "ended")));
        host.Time.Advance(TimeSpan.FromMinutes(2));
        await SweptAsync(host, async () => CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Log, "ended")) == ProblemCode.EpisodeExpired);
        await Eventually.HoldsAsync(async () => CountingHost.Code(await host.StepAsync("""{"action":"FINISH"}""", "ended", step: 1)) == ProblemCode.EpisodeExpired);
        Assert.Null(CountingHost.Code(await host.StepAsync(id: "runs")));
        host.Time.Advance(TimeSpan.FromHours(25));
        await SweptAsync(host, async () => CountingHost.Code(await host.QueryAsync(EpisodeQueryKind.Log, "runs")) == ProblemCode.EpisodeExpired);
        await Eventually.HoldsAsync(async () => CountingHost.Code(await host.StepAsync(id: "runs", step: 3)) == ProblemCode.EpisodeExpired);
        Assert.Equal(0, await JournaledAsync());
    }
}

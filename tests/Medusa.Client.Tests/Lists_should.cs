using Microsoft.AspNetCore.Http;

namespace Medusa.Client.Tests;

public sealed class Lists_should : IAsyncLifetime
{
    private ServedGateway server = null!;
    private MedusaClient client = null!;

    public async Task InitializeAsync()
    {
        server = await ServedGateway.StartAsync();
        client = new MedusaClient(server.Address);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Page_through_every_episode_once()
    {
        var started = await client.CreateAsync(new EpisodeRequest("medusa-v0") { Seeds = [.. Enumerable.Range(0, 7)] });

        var listed = await client.ListAsync(new EpisodeFilter { PageSize = 3 }).ToListAsync();

        Assert.Equal(started.Select(episode => episode.EpisodeId).Order(StringComparer.Ordinal), listed.Select(episode => episode.EpisodeId));
        Assert.Equal(Enumerable.Range(0, 7), listed.Select(episode => (int)episode.Seed!.Value).Order());
    }

    [Fact]
    public async Task Hold_only_what_the_filter_lets_through()
    {
        await client.CreateAsync(new EpisodeRequest("medusa") { EpisodeId = "wanted", Labels = new Dictionary<string, string> { ["run"] = "a&b" } });
        await client.CreateAsync(new EpisodeRequest("medusa") { EpisodeId = "unlabelled" });
        await client.CreateAsync(new EpisodeRequest("medusa-v0") { EpisodeId = "other" });
        await client.CloseAsync("other");

        Assert.Equal(["wanted"], await Ids(new EpisodeFilter { Label = "run:a&b" }));
        Assert.Equal(["unlabelled", "wanted"], await Ids(new EpisodeFilter { Environment = "medusa" }));
        Assert.Equal(["other"], await Ids(new EpisodeFilter { Status = "closed" }));
        Assert.Equal(["wanted"], await Ids(new EpisodeFilter { After = "unlabelled" }));
    }

    [Fact]
    public async Task Ask_for_no_page_that_nobody_reads()
    {
        var page = ScriptedServer.Json("""{"episodes":[{"episode_id":"a","environment":"medusa","version":"1","status":"done","created_at":"2026-03-01T10:00:00.5Z"}],"next":"a"}""");
        await using var scripted = await ScriptedServer.StartAsync(page, page);
        using var reader = new MedusaClient(scripted.Address);

        var first = await reader.ListAsync(new EpisodeFilter { Group = "g" }).FirstAsync();

        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, 500, TimeSpan.Zero), first.CreatedAt);
        Assert.Equal("GET /v1/episodes?group=g&limit=500 ", Assert.Single(scripted.Requests));
    }

    [Fact]
    public async Task Name_a_filter_that_the_server_refuses()
    {
        var refusal = await Assert.ThrowsAsync<MedusaProblemException>(async () => await Ids(new EpisodeFilter { Status = "sleeping" }));

        Assert.Equal("invalid_request", refusal.Code);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("<html>")]
    public async Task Not_be_empty_where_the_answer_is_no_list(string answer)
    {
        await using var scripted = await ScriptedServer.StartAsync(ScriptedServer.Json(answer));
        using var reader = new MedusaClient(scripted.Address);

        Assert.Equal("invalid_answer", (await Assert.ThrowsAsync<MedusaProblemException>(async () => await reader.ListAsync().CountAsync())).Code);
    }

    [Fact]
    public async Task Give_the_trajectories_of_their_episodes_in_order()
    {
        var started = await client.CreateAsync(new EpisodeRequest("medusa") { Seeds = [.. Enumerable.Range(0, 5)], Task = "clean_pipeline" });
        foreach (var episode in started)
        {
            await client.StepAsync(episode.EpisodeId, new { action = "SYNC_CHECK" }, step: 1);
            await client.StepAsync(episode.EpisodeId, new { action = "COMMIT" }, step: 2);
        }

        var read = await client.ReadTrajectoriesAsync(client.ListAsync(), ahead: 2).ToListAsync();

        Assert.Equal(started.Select(episode => episode.EpisodeId).Order(StringComparer.Ordinal), read.Select(item => item.Summary.EpisodeId));
        Assert.All(read, item =>
        {
            var trajectory = item.Trajectory!;
            Assert.Equal((item.Summary.EpisodeId, "medusa", "clean_pipeline"), (trajectory.EpisodeId, trajectory.Environment, trajectory.Task));
            Assert.Equal(["SYNC_CHECK", "COMMIT"], trajectory.Steps.Select(step => step.Action.GetProperty("action").GetString()));
            Assert.Equal(trajectory.Return, trajectory.Steps.Sum(step => step.Reward), precision: 9);
            Assert.Equal((false, true), (trajectory.Steps[0].Terminated, trajectory.Steps[1].Terminated));
            Assert.Equal("committed", trajectory.EndReason);
            Assert.False(trajectory.Grade!.Passed);
            Assert.Equal("medusa", trajectory.Provenance.Plugin);
            Assert.NotNull(trajectory.Score);
        });
    }

    [Fact]
    public async Task Say_of_which_episode_there_is_no_trajectory()
    {
        var start = (await client.CreateAsync(new EpisodeRequest("medusa") { EpisodeId = "there" }))[0];
        var gone = new EpisodeSummary("gone", "medusa", "1", "done");
        var there = new EpisodeSummary(start.EpisodeId, "medusa", "1", "running");

        var read = await client.ReadTrajectoriesAsync(new[] { gone, there }.ToAsyncEnumerable()).ToListAsync();

        Assert.Equal("unknown_episode", read[0].Problem?.Code);
        Assert.Null(read[0].Trajectory);
        Assert.Equal(("there", null, null), (read[1].Trajectory!.EpisodeId, read[1].Trajectory!.Grade, read[1].Trajectory!.Score));
    }

    [Fact]
    public async Task Ask_for_no_more_trajectories_at_a_time_than_told()
    {
        var (now, most) = (0, 0);
        var answer = new Func<HttpContext, Task>(async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            await ScriptedServer.Json("""{"episode_id":"x","environment":"medusa","version":"1"}""")(context);
        });
        await using var scripted = await ScriptedServer.StartAsync([.. Enumerable.Repeat(answer, 20)]);
        using var reader = new MedusaClient(scripted.Address);
        var episodes = Enumerable.Range(0, 20).Select(number => new EpisodeSummary($"e{number}", "medusa", "1", "done")).ToAsyncEnumerable();

        Assert.Equal(20, await reader.ReadTrajectoriesAsync(episodes, ahead: 3).CountAsync());

        Assert.InRange(most, 1, 3);
    }

    private ValueTask<List<string>> Ids(EpisodeFilter filter) => client.ListAsync(filter).Select(episode => episode.EpisodeId).ToListAsync();
}

namespace Medusa.Client.Tests;

public sealed class MedusaEpisode_should : IAsyncLifetime
{
    private static readonly string[] Documented =
        ["SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"];

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
    public async Task Play_the_documented_steps_to_a_full_grade()
    {
        await using var episode = await client.StartAsync(new EpisodeRequest("medusa") { Seed = 1 });
        Assert.Equal((0, null, false), (episode.Last.Step, episode.Last.Reward, episode.Last.Done));
        Assert.Equal(1, episode.Last.Metadata.Seed);

        var sum = 0.0;
        foreach (var action in Documented)
        {
            var result = await episode.StepAsync(new { action });
            Assert.Equal(result.Reward!.Value, result.Metadata.RewardBreakdown.Sum(term => term.Value), precision: 9);
            sum += result.Reward.Value;
        }

        Assert.True(episode.Last.Done);
        Assert.Equal((true, false, "committed"), (episode.Last.Metadata.Terminated, episode.Last.Metadata.Truncated, episode.Last.Metadata.EndReason));
        Assert.Equal(sum, episode.Last.Metadata.CumulativeReward, precision: 9);
        var grade = await episode.GradeAsync();
        Assert.True(grade.Passed);
        Assert.Equal(4, grade.Checks.Count(check => check.Passed && check.Reason is null));
        Assert.Equal("dirty_keys_1", grade.Scenario);
        Assert.Equal(sum, grade.Return!.Value, precision: 9);
    }

    [Fact]
    public async Task Get_the_recorded_answer_for_a_step_taken_twice_under_one_number()
    {
        await using var episode = await client.StartAsync(new EpisodeRequest("medusa") { Seed = 2 });

        var first = await client.StepAsync(episode.Id, new { action = "SYNC_CHECK" }, step: 1);
        var again = await client.StepAsync(episode.Id, new { action = "SYNC_CHECK" }, step: 1);

        Assert.Equal(first.Metadata.StateDigest, again.Metadata.StateDigest);
        Assert.Equal(2, (await client.GetEpisodeAsync(episode.Id)).NextStep);
    }

    [Fact]
    public async Task Learn_the_expected_step_from_a_conflict()
    {
        await using var episode = await client.StartAsync(new EpisodeRequest("medusa") { Seed = 0 });

        var refusal = await Assert.ThrowsAsync<MedusaProblemException>(() => client.StepAsync(episode.Id, new { action = "SYNC_CHECK" }, step: 3));

        Assert.Equal("step_conflict", refusal.Code);
        Assert.Equal(1, refusal.Problem.Extensions["expected_step"].GetInt32());
    }

    [Fact]
    public async Task Not_be_graded_while_it_runs()
    {
        await using var episode = await client.StartAsync(new EpisodeRequest("medusa") { Seed = 0 });

        Assert.Equal("not_done", (await Assert.ThrowsAsync<MedusaProblemException>(() => episode.GradeAsync())).Code);
    }

    [Fact]
    public async Task Show_its_state()
    {
        await using var episode = await client.StartAsync(new EpisodeRequest("medusa") { Seed = 3 });

        Assert.Equal(0, (await episode.GetStateAsync()).GetProperty("step_count").GetInt32());
    }

    [Fact]
    public async Task Be_closed_when_disposed()
    {
        var episode = await client.StartAsync(new EpisodeRequest("medusa") { Seed = 0 });
        await episode.DisposeAsync();

        Assert.Equal("closed", (await client.GetEpisodeAsync(episode.Id)).Status);
        Assert.Equal("episode_closed", (await Assert.ThrowsAsync<MedusaProblemException>(() => episode.StepAsync(new { action = "COMMIT" }))).Code);
    }

    [Fact]
    public async Task Start_for_each_seed_in_order()
    {
        var episodes = await client.CreateAsync(new EpisodeRequest("medusa-v0") { Seeds = [5, 0, 9] });

        Assert.Equal([5, 0, 9], episodes.Select(episode => (int)episode.Metadata.Seed!.Value));
        Assert.Equal(3, episodes.Select(episode => episode.EpisodeId).Distinct().Count());
    }

    [Fact]
    public async Task Name_the_field_of_a_bad_request()
    {
        var refusal = await Assert.ThrowsAsync<MedusaProblemException>(() => client.StartAsync(new EpisodeRequest("medusa") { Options = new { n_fact_rows = 0 } }));

        Assert.Equal("invalid_request", refusal.Code);
        Assert.Contains("n_fact_rows", Assert.Single(refusal.Problem.Errors).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Be_of_an_environment_that_the_server_lists()
    {
        var environments = await client.GetEnvironmentsAsync();

        Assert.Equal([("dataselect", "1"), ("dataselect-v0", "0"), ("medusa", "1"), ("medusa-v0", "0")], environments.Select(environment => (environment.Name, environment.Version)).Order());
        Assert.All(environments, environment => Assert.Equal(environment.Name.StartsWith("medusa", StringComparison.Ordinal) ? 12 : 3, environment.Tasks.GetArrayLength()));
        Assert.Equal("unknown_environment", (await Assert.ThrowsAsync<MedusaProblemException>(() => client.StartAsync(new EpisodeRequest("atlantis")))).Code);
    }
}

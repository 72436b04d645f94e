namespace Medusa.Client.Tests;

public sealed class MedusaClient_should
{
    private const string StepOne =
        """{"episode_id":"e1","environment":"medusa","step":1,"observation":{"message":"ok"},"reward":-0.2,"done":false,"metadata":{"cumulative_reward":-0.2,"reward_breakdown":[{"rule":"step","value":-0.2}],"state_digest":"ab","durability":"volatile"}}""";

    private static readonly MedusaClientOptions Quick = new() { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5), MaxAttempts = 3 };

    [Fact]
    public async Task Repeat_a_numbered_step_whose_answer_was_lost_with_the_same_body()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Drop, ScriptedServer.Json(StepOne));
        using var client = new MedusaClient(server.Address, Quick);

        var result = await client.StepAsync("e1", new { action = "SYNC_CHECK" }, step: 1);

        Assert.Equal(1, result.Step);
        Assert.Equal(2, server.Requests.Count);
        Assert.Single(server.Requests.Distinct());
        Assert.Equal("""POST /v1/episodes/e1/step {"action":{"action":"SYNC_CHECK"},"step":1}""", server.Requests.First());
    }

    [Fact]
    public async Task Not_repeat_a_step_without_a_number_whose_answer_was_lost()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Drop, ScriptedServer.Json(StepOne));
        using var client = new MedusaClient(server.Address, Quick);

        var failure = await Assert.ThrowsAsync<MedusaUnreachableException>(() => client.StepAsync("e1", new { action = "SYNC_CHECK" }));

        Assert.True(failure.OutcomeUnknown);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Repeat_any_step_that_the_server_was_too_busy_to_take()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Problem(503, "overloaded", retryAfter: 1), ScriptedServer.Problem(429, "rate_limited"), ScriptedServer.Json(StepOne));
        using var client = new MedusaClient(server.Address, Quick);

        Assert.Equal(-0.2, (await client.StepAsync("e1", new { action = "SYNC_CHECK" })).Reward);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Resolve_an_unknown_outcome_only_where_the_step_carries_an_id()
    {
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Problem(504, "outcome_unknown"), ScriptedServer.Json(StepOne), ScriptedServer.Problem(504, "outcome_unknown"));
        using var client = new MedusaClient(server.Address, Quick);

        Assert.Equal(1, (await client.StepAsync("e1", new { action = "SYNC_CHECK" }, requestId: "r1")).Step);
        Assert.Equal("outcome_unknown", (await Assert.ThrowsAsync<MedusaProblemException>(() => client.StepAsync("e1", new { action = "SYNC_CHECK" }))).Code);
    }

    [Fact]
    public async Task Give_up_after_the_greatest_number_of_attempts()
    {
        var busy = ScriptedServer.Problem(503, "overloaded");
        await using var server = await ScriptedServer.StartAsync(busy, busy, busy, busy);
        using var client = new MedusaClient(server.Address, Quick);

        Assert.Equal("overloaded", (await Assert.ThrowsAsync<MedusaProblemException>(() => client.GetEnvironmentsAsync())).Code);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Start_with_a_request_id_of_its_own_so_that_starting_can_be_repeated()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Drop, ScriptedServer.Json($$"""{"episodes":[{{StepOne}}]}"""));
        using var client = new MedusaClient(server.Address, Quick);

        await client.CreateAsync(new EpisodeRequest("medusa") { Seed = 7 });

        Assert.Single(server.Requests.Distinct());
        Assert.Matches("""^POST /v1/episodes \{"environment":"medusa","seed":7,"request_id":"[0-9a-f]{32}"\}$""", server.Requests.First());
    }

    [Fact]
    public async Task Not_repeat_what_the_server_refuses_for_good_and_give_its_fields()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Problem(409, "step_conflict"));
        using var client = new MedusaClient(server.Address, Quick);

        var refusal = await Assert.ThrowsAsync<MedusaProblemException>(() => client.StepAsync("e1", new { action = "SYNC_CHECK" }, step: 9));

        Assert.Equal(("step_conflict", 409), (refusal.Code, refusal.Problem.Status));
        Assert.Equal(4, refusal.Problem.Extensions["expected_step"].GetInt32());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Say_that_an_answer_is_not_of_Medusa()
    {
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        using var client = new MedusaClient(server.Address, Quick);

        Assert.Equal("http_404", (await Assert.ThrowsAsync<MedusaProblemException>(() => client.GetEnvironmentsAsync())).Code);
    }

    [Fact]
    public async Task Say_where_nothing_listens()
    {
        var server = await ScriptedServer.StartAsync();
        var address = server.Address;
        await server.DisposeAsync();
        using var client = new MedusaClient(address, Quick);

        var failure = await Assert.ThrowsAsync<MedusaUnreachableException>(() => client.GetEnvironmentsAsync());

        Assert.False(failure.OutcomeUnknown);
        Assert.Contains(address.ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_waiting_when_told_to()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var client = new MedusaClient(server.Address, Quick);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetEnvironmentsAsync(stop.Token));
    }
}

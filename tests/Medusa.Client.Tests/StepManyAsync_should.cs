namespace Medusa.Client.Tests;

public sealed class StepManyAsync_should
{
    private const string Results =
        """
        {"results":[
          {"episode_id":"e1","environment":"medusa","step":1,"observation":{},"reward":-0.2,"done":false,"metadata":{"cumulative_reward":-0.2},"replayed":true},
          {"episode_id":"e2","error":{"type":"urn:x","title":"x","status":409,"code":"step_conflict","detail":"Send step 4.","expected_step":4}},
          {"episode_id":"e3","environment":"medusa","step":0,"observation":{},"reward":null,"done":false,"metadata":{"cumulative_reward":0,"seed":7}}
        ]}
        """;

    private static readonly MedusaClientOptions Quick = new() { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5), MaxAttempts = 3 };

    private static readonly BatchEntry[] Entries =
    [
        new StepEntry("e1", new { action = "SYNC_CHECK" }, Step: 1),
        new StepEntry("e2", new { action = "COMMIT" }, RequestId: "r"),
        new CreateEntry(new EpisodeRequest("medusa") { Seed = 7, RequestId = "c" }),
    ];

    [Fact]
    public async Task Give_a_result_or_an_error_for_each_entry_in_order()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Json(Results));
        using var client = new MedusaClient(server.Address, Quick);

        var results = await client.StepManyAsync(Entries);

        Assert.Equal(
            """POST /v1/steps {"steps":[{"episode_id":"e1","action":{"action":"SYNC_CHECK"},"step":1},{"episode_id":"e2","action":{"action":"COMMIT"},"request_id":"r"},{"create":{"environment":"medusa","seed":7,"request_id":"c"}}]}""",
            Assert.Single(server.Requests));
        Assert.Equal(["e1", "e2", "e3"], results.Select(result => result.EpisodeId));
        Assert.Equal((true, false, false), (results[0].Replayed, results[1].Replayed, results[2].Replayed));
        Assert.Equal(-0.2, results[0].Require().Reward);
        Assert.Equal(4, Assert.Throws<MedusaProblemException>(() => results[1].Require()).Problem.Extensions["expected_step"].GetInt32());
        Assert.Equal(7, results[2].Require().Metadata.Seed);
    }

    [Fact]
    public async Task Repeat_a_batch_whose_answer_was_lost_where_every_step_has_a_name()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Drop, ScriptedServer.Json(Results));
        using var client = new MedusaClient(server.Address, Quick);

        await client.StepManyAsync(Entries);

        Assert.Equal(2, server.Requests.Count);
        Assert.Single(server.Requests.Distinct());
    }

    [Fact]
    public async Task Not_repeat_a_batch_in_which_one_step_has_no_name()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Drop, ScriptedServer.Json(Results));
        using var client = new MedusaClient(server.Address, Quick);

        await Assert.ThrowsAsync<MedusaUnreachableException>(() => client.StepManyAsync([.. Entries, new StepEntry("e4", new { action = "COMMIT" })]));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Name_a_start_so_that_it_can_be_repeated()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Drop, ScriptedServer.Json("""{"results":[{"episode_id":null,"error":{"status":503,"code":"overloaded"}}]}"""));
        using var client = new MedusaClient(server.Address, Quick);

        var result = Assert.Single(await client.StepManyAsync([new CreateEntry(new EpisodeRequest("medusa"))]));

        Assert.Equal((null, "overloaded"), (result.EpisodeId, result.Error?.Code));
        Assert.Matches("""\{"steps":\[\{"create":\{"environment":"medusa","request_id":"[0-9a-f]{32}"\}\}\]\}$""", Assert.Single(server.Requests.Distinct()));
    }

    [Theory]
    [InlineData("""{"results":[]}""")]
    [InlineData("{}")]
    [InlineData("""{"results":[1]}""")]
    [InlineData("""{"results":[{"episode_id":"e1","step":"one"}]}""")]
    [InlineData("<html>")]
    public async Task Not_take_for_results_what_is_none(string answer)
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Json(answer));
        using var client = new MedusaClient(server.Address, Quick);

        var refusal = await Assert.ThrowsAsync<MedusaProblemException>(() => client.StepManyAsync([new StepEntry("e1", new { action = "COMMIT" })]));

        Assert.Equal("invalid_answer", refusal.Code);
    }

    [Fact]
    public async Task Refuse_an_entry_that_starts_a_group()
    {
        using var client = new MedusaClient(new Uri("http://127.0.0.1:1"), Quick);

        await Assert.ThrowsAsync<ArgumentException>(() => client.StepManyAsync([new CreateEntry(new EpisodeRequest("medusa") { Count = 2 })]));
    }
}

namespace Medusa.Client.Tests;

public sealed class OpenEnvSession_should : IAsyncLifetime
{
    private ServedGateway server = null!;

    public async Task InitializeAsync() => server = await ServedGateway.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("envs/medusa-v0")]
    public async Task Reset_step_and_show_the_state(string prefix)
    {
        await using var session = await OpenEnvSession.ConnectAsync(new Uri(server.Address, prefix));

        var start = await session.ResetAsync(new { seed = 0, episode_id = "mine" });
        var step = await session.StepAsync(new { action = "SYNC_CHECK" });
        var state = await session.StateAsync();

        Assert.Equal((null, false), (start.Reward, start.Done));
        Assert.Equal(-0.2, step.Reward!.Value, precision: 9);
        Assert.True(step.Observation.TryGetProperty("features", out var features) && features.GetArrayLength() == 16);
        Assert.Equal(("mine", 1), (state.GetProperty("episode_id").GetString(), state.GetProperty("step_count").GetInt32()));
    }

    [Fact]
    public async Task Go_on_after_an_error_frame()
    {
        await using var session = await OpenEnvSession.ConnectAsync(server.Address);
        await session.ResetAsync(new { seed = 0 });

        var refusal = await Assert.ThrowsAsync<OpenEnvException>(() => session.StepAsync(new { action = "FLY" }));

        Assert.Equal("VALIDATION_ERROR", refusal.Code);
        Assert.Equal(1, refusal.Frame.GetProperty("errors").GetArrayLength());
        Assert.False((await session.StepAsync(new { action = "SYNC_CHECK" })).Done);
    }

    [Fact]
    public async Task Show_every_frame_as_it_goes_over_the_wire()
    {
        var frames = new List<OpenEnvFrame>();
        var session = await OpenEnvSession.ConnectAsync(server.Address, new OpenEnvSessionOptions { Trace = frames.Add });

        await session.ResetAsync(new { seed = 3 });
        await session.CloseAsync();
        await session.DisposeAsync();

        Assert.Equal([true, false, true], frames.Select(frame => frame.IsSent));
        Assert.Equal("""{"type":"reset","data":{"seed":3}}""", frames[0].Text);
        Assert.StartsWith("""{"type":"observation","data":{"observation":{""", frames[1].Text, StringComparison.Ordinal);
        Assert.Equal("""{"type":"close"}""", frames[2].Text);
    }

    [Fact]
    public async Task Answer_concurrent_calls_one_after_the_other()
    {
        await using var session = await OpenEnvSession.ConnectAsync(server.Address);
        await session.ResetAsync(new { seed = 0 });

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => session.StepAsync(new { action = "SYNC_CHECK" })));

        Assert.Equal(5, (await session.StateAsync()).GetProperty("step_count").GetInt32());
    }

    [Fact]
    public async Task Say_where_nothing_listens()
    {
        await server.DisposeAsync();

        var failure = await Assert.ThrowsAsync<MedusaUnreachableException>(() => OpenEnvSession.ConnectAsync(new Uri("http://127.0.0.1:1")));

        Assert.Contains("ws://127.0.0.1:1/ws", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_that_a_session_is_lost_when_the_server_stops()
    {
        await using var session = await OpenEnvSession.ConnectAsync(server.Address);
        await session.ResetAsync(new { seed = 0 });
        await server.DisposeAsync();

        var failure = await Assert.ThrowsAsync<MedusaUnreachableException>(() => session.StepAsync(new { action = "SYNC_CHECK" }));

        Assert.True(failure.OutcomeUnknown);
    }
}

using System.Net.WebSockets;
using System.Text.Json;
using Medusa.Episodes;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

/// <summary>Durable sessions of two gateways on one journal.</summary>
[Collection("gate")]
public sealed class SessionsOfNodes_should : IAsyncLifetime
{
    private const string Path = "/envs/gate/s/shared/ws";
    private const string Reset = "{\"type\":\"reset\",\"data\":{}}";
    private const string Go = "{\"type\":\"step\",\"data\":{\"action\":\"GO\"}}";
    private const string State = "{\"type\":\"state\"}";

    private readonly SharedJournal journal = new();
    private GatewayServer first = null!;
    private GatewayServer second = null!;

    public async Task InitializeAsync() => (first, second) = (await StartAsync(), await StartAsync());

    public async Task DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Go_on_elsewhere_when_their_gateway_stops()
    {
        string? id;
        using (var socket = await first.ConnectAsync(Path))
        {
            id = IdOf(await socket.AskDataAsync(Reset));
            await socket.AskAsync(Go);
            var stopping = first.StopAsync();
            Assert.Null(await socket.ReceiveAsync());
            await socket.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
            await stopping;
        }

        using var other = await second.ConnectAsync(Path);
        Assert.Equal(2, (await other.AskDataAsync(Go)).GetProperty("expected_step").GetInt32());
        var step = await other.AskDataAsync(Go);
        Assert.Equal((id, 2), (IdOf(step), step.GetProperty("metadata").GetProperty("step").GetInt32()));
    }

    [Theory]
    [InlineData(Reset)]
    [InlineData(State)]
    [InlineData(Go)]
    [InlineData("{\"type\":\"mcp\",\"data\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"GO\"}}}")]
    public async Task Tell_the_older_connection_at_its_next_request(string request)
    {
        using var older = await first.ConnectAsync(Path);
        var id = IdOf(await older.AskDataAsync(Reset));
        await older.AskAsync(Go);
        using var newer = await second.ConnectAsync(Path);
        await newer.AskAsync(State);
        await newer.AskAsync("{\"type\":\"step\",\"data\":{\"action\":\"BREAK\"}}");
        await newer.AskAsync("{\"type\":\"step\",\"data\":{\"action\":\"WAIT\"}}");

        Assert.Contains("superseded", await older.AskAsync(request), StringComparison.OrdinalIgnoreCase);
        Assert.Null(await older.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, older.Socket.CloseStatus);
        var state = await newer.AskDataAsync(State);
        Assert.Equal((id, 2), (state.GetProperty("episode_id").GetString(), state.GetProperty("step_count").GetInt32()));
        Assert.Equal(3, StepOf(await newer.AskDataAsync(Go)));
    }

    [Fact]
    public async Task Tell_the_older_connection_whose_episode_the_newer_one_replaced()
    {
        using var older = await first.ConnectAsync(Path);
        await older.AskAsync(Reset);
        using var newer = await second.ConnectAsync(Path);
        var present = IdOf(await newer.AskDataAsync(Reset));
        Assert.Contains("SESSION_SUPERSEDED", await older.AskAsync(Go));
        Assert.Null(await older.ReceiveAsync());
        Assert.Equal(present, (await newer.AskDataAsync(State)).GetProperty("episode_id").GetString());
    }

    [Fact]
    public async Task Keep_the_episode_that_an_older_connection_asks_to_close()
    {
        using var older = await first.ConnectAsync(Path);
        await older.AskAsync(Reset);
        using var newer = await second.ConnectAsync(Path);
        await newer.AskAsync(State);
        Assert.Null(await older.AskAsync("{\"type\":\"close\"}"));
        await older.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
        var gate = first.Services.GetRequiredService<SessionGate>();
        await TestTime.Until(() => gate.Active == 0);
        Assert.Equal(1, StepOf(await newer.AskDataAsync(Go)));
    }

    [Fact]
    public async Task Be_served_without_a_socket_by_either()
    {
        await first.SendAsync("POST", "/envs/gate/s/shared/reset", "{}");
        await second.SendAsync("POST", "/envs/gate/s/shared/step", "{\"action\":{\"action\":\"GO\"}}");
        await first.SendAsync("POST", "/envs/gate/s/shared/step", "{\"action\":{\"action\":\"GO\"}}");
        Assert.Equal(2, (await second.SendAsync("GET", "/envs/gate/s/shared/state")).Json.GetProperty("step_count").GetInt32());
    }

    [Fact]
    public async Task Be_refused_while_the_journal_does_not_answer()
    {
        using var socket = await first.ConnectAsync(Path);
        await socket.AskAsync(Reset);
        journal.IsDown = true;
        Assert.Equal("journal_unavailable", (await socket.AskDataAsync(State)).GetProperty("problem").GetString());
        Assert.Equal(503, (await second.SendAsync("POST", "/envs/gate/s/shared/reset", "{}")).Status);
        Assert.Equal(503, (await second.SendAsync("GET", "/envs/gate/s/shared/state")).Status);
        using (var refused = await second.ConnectAsync(Path))
        {
            Assert.Contains("SESSION_ERROR", await refused.AskAsync(State));
        }

        journal.IsDown = false;
        Assert.Equal(0, (await socket.AskDataAsync(State)).GetProperty("step_count").GetInt32());
    }

    private Task<GatewayServer> StartAsync() => GatewayServer.StartAsync(services =>
    {
        services.AddSingleton(TestEnvironments.Catalogue);
        services.AddSingleton<IEpisodeJournal>(journal);
    });

    private static string? IdOf(JsonElement data) => data.GetProperty("metadata").GetProperty("episode_id").GetString();

    private static int StepOf(JsonElement data) => data.GetProperty("metadata").GetProperty("step").GetInt32();
}

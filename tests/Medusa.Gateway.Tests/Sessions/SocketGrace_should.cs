using System.Text.Json;
using Medusa.Episodes;
using Medusa.Episodes.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Gateway.Tests;

/// <summary>What becomes of the episode of a socket that has no key.</summary>
public sealed class SocketGrace_should
{
    private const string Path = "/envs/medusa/ws";
    private const string Reset = "{\"type\":\"reset\",\"data\":{\"request_id\":\"r\"}}";
    private const string Check = "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\"}}";
    private const string NativeStep = "{\"action\":{\"action\":\"SYNC_CHECK\"}}";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Close_the_episode_of_a_dropped_socket_when_it_is_over()
    {
        await using var server = await GatewayServer.StartAsync(("SocketGrace", "00:00:00.05"));
        var id = await DropAsync(server);
        await UntilAsync(server, id, "closed");
        Assert.Contains("socket_closed", (await server.SendAsync("GET", $"/v1/episodes/{id}")).Body);
        await TestTime.Until(() => Waiting(server) == 0);
    }

    [Fact]
    public async Task Leave_the_episode_of_a_dropped_socket_to_whoever_knows_its_id()
    {
        await using var server = await GatewayServer.StartAsync();
        var id = await DropAsync(server);
        await TestTime.Until(() => Waiting(server) == 1);
        Assert.Equal(200, (await server.SendAsync("POST", $"/v1/episodes/{id}/step", NativeStep)).Status);
        using var socket = await server.ConnectAsync(Path);
        Assert.Equal($"{id}~1", IdOf(await socket.AskDataAsync($"{{\"type\":\"reset\",\"data\":{{\"fork_from\":\"{id}\"}}}}")));
    }

    [Fact]
    public async Task Give_the_episode_back_to_a_repeated_reset()
    {
        await using var server = await GatewayServer.StartAsync();
        var id = await DropAsync(server);
        await TestTime.Until(() => Waiting(server) == 1);
        using var socket = await server.ConnectAsync(Path);
        Assert.Equal(id, IdOf(await socket.AskDataAsync(Reset)));
        Assert.Equal(0, Waiting(server));
        Assert.Equal(2, (await socket.AskDataAsync(Check)).GetProperty("metadata").GetProperty("step").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Not_end_for_the_first_socket_what_a_second_one_goes_on_with(bool isDropped)
    {
        await using var server = await GatewayServer.StartAsync();
        using var first = await server.ConnectAsync(Path);
        var id = IdOf(await first.AskDataAsync(Reset));
        using (var second = await server.ConnectAsync(Path))
        {
            Assert.Equal(id, IdOf(await second.AskDataAsync(Reset)));
            if (isDropped)
            {
                first.Socket.Abort();
            }
            else
            {
                Assert.Null(await first.AskAsync("{\"type\":\"close\"}"));
            }

            var gate = server.Services.GetRequiredService<SessionGate>();
            await TestTime.Until(() => gate.Active == 1);
            Assert.Equal(0, Waiting(server));
            Assert.Equal(1, (await second.AskDataAsync(Check)).GetProperty("metadata").GetProperty("step").GetInt32());
            Assert.Null(await second.AskAsync("{\"type\":\"close\"}"));
        }

        await UntilAsync(server, id, "closed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Not_keep_the_episode_of_a_socket_that_was_closed(bool asks)
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync(Path);
        var id = IdOf(await socket.AskDataAsync(Reset));
        if (asks)
        {
            Assert.Null(await socket.AskAsync("{\"type\":\"close\"}"));
        }
        else
        {
            await socket.Socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
        }

        await UntilAsync(server, id, "closed");
        Assert.Equal(0, Waiting(server));
    }

    [Fact]
    public async Task Close_what_waits_when_the_server_stops()
    {
        var journal = new SharedJournal();
        await using var server = await GatewayServer.StartAsync(services =>
        {
            services.AddSingleton(TestEnvironments.Catalogue);
            services.AddSingleton<IEpisodeJournal>(journal);
        });
        await DropAsync(server);
        await TestTime.Until(() => Waiting(server) == 1);
        await server.StopAsync();
        var head = Assert.Single(await HeadsAsync(journal));
        Assert.Equal("socket_closed", head.ClosedReason);
    }

    [Fact]
    public async Task Begin_anew_with_each_step_and_end_a_minute_after_the_last()
    {
        await using var server = await GatewayServer.StartAsync();
        var (grace, clock) = Manual(server);
        var key = await StartAsync(server);
        await grace.LeaveAsync(key, 0);
        clock.Advance(Grace / 2);
        await server.SendAsync("POST", $"/v1/episodes/{key.Id}/step", NativeStep);
        clock.Advance(Grace / 2);
        Assert.Equal(("running", 1), (await StatusAsync(server, key.Id.Value), grace.Waiting));
        clock.Advance(Grace - TimeSpan.FromTicks(1));
        Assert.Equal(("running", 1), (await StatusAsync(server, key.Id.Value), grace.Waiting));
        clock.Advance(TimeSpan.FromTicks(1));
        await UntilAsync(server, key.Id.Value, "closed");
        await TestTime.Until(() => grace.Waiting == 0);
    }

    [Fact]
    public async Task Forget_an_episode_that_is_gone()
    {
        await using var server = await GatewayServer.StartAsync();
        var (grace, clock) = Manual(server);
        await grace.LeaveAsync(new EpisodeKey(Owner.Anonymous, EpisodeId.New()), 0);
        Assert.Equal(1, grace.Waiting);
        clock.Advance(Grace);
        await TestTime.Until(() => grace.Waiting == 0);
    }

    private static (SocketGrace Grace, ManualTime Clock) Manual(GatewayServer server)
    {
        var clock = new ManualTime();
        return (new SocketGrace(server.Services.GetRequiredService<IEpisodeEngine>(), new GatewayOptions { SocketGrace = Grace }, clock, NullLogger<SocketGrace>.Instance), clock);
    }

    private static async Task<EpisodeKey> StartAsync(GatewayServer server)
    {
        var reply = await server.Services.GetRequiredService<IEpisodeEngine>().CreateAsync(new CreateEpisode(Owner.Anonymous, EpisodeId.New(), "medusa"));
        return new EpisodeKey(Owner.Anonymous, reply.Episode!.Value);
    }

    private static async Task<string> DropAsync(GatewayServer server)
    {
        using var socket = await server.ConnectAsync(Path);
        var id = IdOf(await socket.AskDataAsync(Reset));
        await socket.AskAsync(Check);
        socket.Socket.Abort();
        return id;
    }

    private static async Task<List<EpisodeHead>> HeadsAsync(IEpisodeJournal journal)
    {
        var heads = new List<EpisodeHead>();
        await foreach (var head in journal.ListAsync(Owner.Anonymous, null))
        {
            heads.Add(head);
        }

        return heads;
    }

    private static int Waiting(GatewayServer server) => server.Services.GetRequiredService<SocketGrace>().Waiting;

    private static async Task UntilAsync(GatewayServer server, string id, string status)
    {
        var limit = TestTime.Limit();
        while (await StatusAsync(server, id) != status)
        {
            limit.ThrowIfCancellationRequested();
        }
    }

    private static async Task<string?> StatusAsync(GatewayServer server, string id) => (await server.SendAsync("GET", $"/v1/episodes/{id}")).Json.GetProperty("status").GetString();

    private static string IdOf(JsonElement data) => data.GetProperty("metadata").GetProperty("episode_id").GetString()!;
}

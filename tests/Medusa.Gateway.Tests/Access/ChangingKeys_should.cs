using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway.Tests;

public sealed class ChangingKeys_should : IDisposable
{
    private readonly KeysOnDisk disk = new();
    private readonly TestLog log = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Be_seen_within_two_seconds()
    {
        disk.Add("alice");
        await using var server = await StartAsync();
        Assert.Equal(401, await StatusAsync(server, "bob"));
        disk.Add("bob");
        var start = TimeProvider.System.GetTimestamp();
        await UntilAsync(async () => await StatusAsync(server, "bob") == 200);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 10);
        Assert.True(KeysFileWatch.Interval < TimeSpan.FromSeconds(2));
        Assert.Contains("Key bob is accepted.", log.Text);
    }

    [Fact]
    public async Task Close_everything_that_is_open_for_a_revoked_one_and_nothing_else()
    {
        disk.Add("alice").Add("bob");
        await using var server = await StartAsync();
        using var openEnv = await server.ConnectAsync("/envs/medusa/ws", "Bearer alice-key");
        using var native = await server.ConnectAsync("/v1/ws", "Bearer alice-key");
        using var mcp = await server.ConnectAsync("/mcp", "Bearer alice-key");
        using var others = await server.ConnectAsync("/envs/medusa/ws", "Bearer bob-key");
        var session = (await server.SendAsync("POST", "/mcp", McpCreate, "Bearer alice-key")).Json.GetProperty("result").GetProperty("session_id").GetString();
        Assert.NotNull(session);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer alice-key");
        using var events = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var gate = server.Services.GetRequiredService<SessionGate>();
        Assert.Equal(5, gate.Active);

        disk.Revoke("alice");
        foreach (var socket in new[] { openEnv, native, mcp })
        {
            Assert.Null(await socket.ReceiveAsync());
            Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.Socket.CloseStatus);
        }

        Assert.EndsWith("\n\n", await events.Content.ReadAsStringAsync(TestTime.Limit()));
        Assert.Equal(401, await StatusAsync(server, "alice"));
        await TestTime.Until(() => gate.Active == 1);
        Assert.Contains("state", await others.AskAsync("{\"type\":\"state\"}"));
    }

    [Fact]
    public async Task Have_the_next_request_of_an_open_socket_refused()
    {
        disk.Add("alice");
        await using var server = await StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws", "Bearer alice-key");
        await socket.AskAsync("{\"type\":\"reset\",\"data\":{\"seed\":1}}");
        disk.Revoke("alice");
        await UntilAsync(async () => await StatusAsync(server, "alice") == 401);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var index = 0; index < 100; index++)
            {
                Assert.NotNull(await socket.AskAsync("{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\"}}"));
            }
        });
    }

    [Fact]
    public async Task Never_make_a_server_anonymous()
    {
        disk.Add("alice");
        await using var server = await StartAsync();
        disk.Revoke("alice");
        await UntilAsync(async () => await StatusAsync(server, "alice") == 401);
        Assert.Equal(401, await StatusAsync(server, null));
        KeysFile.Change(disk.File, _ => []);
        disk.Add("bob");
        await UntilAsync(async () => await StatusAsync(server, "bob") == 200);
        Assert.Equal(401, await StatusAsync(server, null));
    }

    [Fact]
    public async Task Be_demanded_as_soon_as_there_are_any()
    {
        await using var server = await StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        Assert.Equal(200, await StatusAsync(server, null));
        disk.Add("alice");
        await UntilAsync(async () => await StatusAsync(server, null) == 401);
        Assert.Equal(200, await StatusAsync(server, "alice"));
        Assert.Null(await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("{\"keys\":")]
    [InlineData(null)]
    public async Task Stay_where_the_file_cannot_be_used_any_more(string? contents)
    {
        disk.Add("alice");
        await using var server = await StartAsync();
        if (contents is null)
        {
            File.Delete(disk.File);
        }
        else
        {
            File.WriteAllText(disk.File, contents);
        }

        await TestTime.Until(() => log.Text.Contains("The keys stay as they were."));
        Assert.Equal(200, await StatusAsync(server, "alice"));
        Assert.Equal(401, await StatusAsync(server, null));
        File.Delete(disk.File);
        disk.Add("alice").Add("bob");
        await UntilAsync(async () => await StatusAsync(server, "bob") == 200);
    }

    [Fact]
    public async Task Be_seen_where_a_mounted_secret_moves_its_link()
    {
        Mount("first", "alice");
        var path = Path.Combine(disk.Folder, "mounted.json");
        File.CreateSymbolicLink(path, "..data/keys.json");
        await using var server = await StartAsync(path);
        Assert.Equal(200, await StatusAsync(server, "alice"));
        Mount("second", "bob");
        await UntilAsync(async () => await StatusAsync(server, "bob") == 200);
        Assert.Equal(401, await StatusAsync(server, "alice"));
    }

    [Fact]
    public async Task Keep_what_is_open_for_a_key_that_stays()
    {
        disk.Add("alice");
        await using var server = await StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws", "Bearer alice-key");
        await socket.AskAsync("{\"type\":\"reset\",\"data\":{\"seed\":1}}");
        disk.Add("bob");
        await UntilAsync(async () => await StatusAsync(server, "bob") == 200);
        Assert.Contains("observation", await socket.AskAsync("{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\"}}"));
    }

    private const string McpCreate = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"openenv/session/create\"}";

    private static async Task<int> StatusAsync(GatewayServer server, string? id) =>
        (await server.SendAsync("GET", "/v1/environments", authorization: id is null ? null : $"Bearer {id}-key")).Status;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var limit = TestTime.Limit();
        while (!await condition())
        {
            limit.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What Kubernetes does: a new folder, and a link to it that replaces the one to the old.</summary>
    private void Mount(string version, string key)
    {
        var target = Path.Combine(disk.Folder, version);
        KeysFile.Change(Path.Combine(target, "keys.json"), _ => [new StoredKey(key, KeysOnDisk.Hash($"{key}-key"), DateTimeOffset.UtcNow)]);
        var next = Path.Combine(disk.Folder, "..next");
        Directory.CreateSymbolicLink(next, version);
        // What a kubelet does: the link is replaced in one step, not what it points to.
        using var move = System.Diagnostics.Process.Start("mv", ["-T", next, Path.Combine(disk.Folder, "..data")]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    private Task<GatewayServer> StartAsync(string? path = null) => GatewayServer.StartAsync(
        services => services.AddSingleton(TestEnvironments.Catalogue).AddSingleton<ILoggerProvider>(log), ("KeysFile", path ?? disk.File), ("Journal:Kind", "memory"));
}

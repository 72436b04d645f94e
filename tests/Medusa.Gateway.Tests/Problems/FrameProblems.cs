namespace Medusa.Gateway.Tests;

/// <summary>Error frames of OpenEnv's sockets, by their code.</summary>
internal static class FrameProblems
{
    private const string Keyed = "/envs/gate/s/k-1/ws";
    private const string Reset = """{"type":"reset","data":{}}""";
    private const string Go = """{"type":"step","data":{"action":"GO"}}""";

    public static IReadOnlyDictionary<string, Func<Task<FrameRefusal>>> Producers { get; } = new Dictionary<string, Func<Task<FrameRefusal>>>
    {
        ["INVALID_JSON"] = () => AskAsync("{not json"),
        ["UNKNOWN_TYPE"] = () => AskAsync("""{"type":"fly"}"""),
        ["VALIDATION_ERROR"] = () => AskAsync("""{"type":"step","data":{"action":"FLY"}}"""),
        ["EXECUTION_ERROR"] = () => AskAsync(Go),
        ["RESUME_REQUIRED"] = ResumedAsync,
        ["SESSION_SUPERSEDED"] = SupersededAsync,
        ["SESSION_ERROR"] = WithoutObjectAsync,
        ["CAPACITY_REACHED"] = BeyondCapacityAsync,
    };

    /// <summary>The problems that only sockets carry.</summary>
    public static IReadOnlyDictionary<string, Func<Task<Refusal>>> Problems { get; } = new Dictionary<string, Func<Task<Refusal>>>
    {
        ["resume_required"] = async () => Refusal.Of(await ResumedAsync()),
        ["session_superseded"] = async () => Refusal.Of(await SupersededAsync()),
    };

    private static async Task<FrameRefusal> AskAsync(string message)
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/gate/ws");
        return await FrameRefusal.ServingAsync(socket, message);
    }

    private static async Task<FrameRefusal> ResumedAsync()
    {
        await using var server = await GatewayServer.StartAsync();
        using (var socket = await server.ConnectAsync(Keyed))
        {
            await socket.AskAsync(Reset);
            await socket.AskAsync(Go);
            socket.Socket.Abort();
        }

        using var other = await server.ConnectAsync(Keyed);
        return await FrameRefusal.ServingAsync(other, Go);
    }

    private static async Task<FrameRefusal> SupersededAsync()
    {
        await using var server = await GatewayServer.StartAsync();
        using var older = await server.ConnectAsync(Keyed);
        await older.AskAsync(Reset);
        using var newer = await server.ConnectAsync(Keyed);
        return await FrameRefusal.ClosingAsync(older);
    }

    private static async Task<FrameRefusal> WithoutObjectAsync()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/gate/ws");
        await socket.SendAsync("[]");
        return await FrameRefusal.ClosingAsync(socket);
    }

    private static async Task<FrameRefusal> BeyondCapacityAsync()
    {
        await using var server = await GatewayServer.StartAsync(("MaxSessions", "1"), ("CapacityWait", "00:00:00.05"), ("RefusalLinger", "00:00:00.05"));
        using var first = await server.ConnectAsync("/envs/gate/ws");
        await first.AskAsync("""{"type":"state"}""");
        using var second = await server.ConnectAsync("/envs/gate/ws");
        return await FrameRefusal.ClosingAsync(second);
    }
}

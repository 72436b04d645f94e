using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>An error frame of an OpenEnv socket and what became of the socket.</summary>
/// <param name="Data">The frame's <c>data</c>.</param>
/// <param name="IsClosed">Whether the server closed the socket after it.</param>
internal sealed record FrameRefusal(JsonElement Data, bool IsClosed)
{
    public string? Code => Data.GetProperty("code").GetString();

    /// <summary>The next frame, after which the server closes the socket.</summary>
    public static async Task<FrameRefusal> ClosingAsync(TestSocket socket)
    {
        var data = Read(await socket.ReceiveAsync());
        return new FrameRefusal(data, await socket.ReceiveAsync() is null);
    }

    /// <summary>The frame that answers a message, after which the socket answers the next one.</summary>
    public static async Task<FrameRefusal> ServingAsync(TestSocket socket, string message)
    {
        var data = Read(await socket.AskAsync(message));
        return new FrameRefusal(data, await socket.AskAsync("""{"type":"state"}""") is null);
    }

    private static JsonElement Read(string? frame)
    {
        var reply = JsonDocument.Parse(frame!).RootElement;
        Assert.Equal("error", reply.GetProperty("type").GetString());
        Assert.NotEmpty(reply.GetProperty("data").GetProperty("message").GetString()!);
        return reply.GetProperty("data");
    }
}

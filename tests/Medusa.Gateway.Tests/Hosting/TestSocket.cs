using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>A client's end of a socket.</summary>
public sealed class TestSocket(ClientWebSocket socket) : IDisposable
{
    public ClientWebSocket Socket => socket;

    public Task SendAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestTime.Limit());

    /// <summary>The next message; null once the server has closed.</summary>
    public async Task<string?> ReceiveAsync()
    {
        var buffer = new byte[1 << 16];
        using var text = new MemoryStream();
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer, TestTime.Limit());
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            text.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                return Encoding.UTF8.GetString(text.ToArray());
            }
        }
    }

    public async Task<string?> AskAsync(string text)
    {
        await SendAsync(text);
        return await ReceiveAsync();
    }

    /// <summary>The <c>data</c> of the reply.</summary>
    public async Task<JsonElement> AskDataAsync(string text) => JsonDocument.Parse((await AskAsync(text))!).RootElement.GetProperty("data");

    /// <summary>The code of the error frame that answers.</summary>
    public async Task<string?> AskErrorAsync(string text)
    {
        var reply = JsonDocument.Parse((await AskAsync(text))!).RootElement;
        return reply.GetProperty("type").GetString() == "error" ? reply.GetProperty("data").GetProperty("code").GetString() : null;
    }

    public void Dispose() => socket.Dispose();
}

using System.Net.WebSockets;
using System.Text;

namespace Medusa.Client;

/// <summary>A client WebSocket that exchanges whole text messages, one at a time.</summary>
internal sealed class TextSocket : IDisposable
{
    private const int ChunkSize = 64 * 1024;

    private readonly ClientWebSocket socket;
    private readonly Uri address;
    private readonly OpenEnvSessionOptions options;
    private byte[] buffer = new byte[ChunkSize];

    private TextSocket(ClientWebSocket socket, Uri address, OpenEnvSessionOptions options)
    {
        this.socket = socket;
        this.address = address;
        this.options = options;
    }

    public void Dispose() => socket.Dispose();

    internal static async Task<TextSocket> ConnectAsync(Uri server, OpenEnvSessionOptions options, CancellationToken cancellation)
    {
        var address = ServerAddress.ForWebSocket(server);
        var socket = new ClientWebSocket();
        if (ServerAddress.Authorization(server, options.ApiKey) is { } authorization)
        {
            socket.Options.SetRequestHeader("Authorization", authorization.ToString());
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(options.ConnectTimeout);
        try
        {
            await socket.ConnectAsync(address, deadline.Token);
            return new TextSocket(socket, address, options);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw new MedusaUnreachableException($"No OpenEnv session at {address}: {failure.InnerException?.Message ?? failure.Message}", failure);
        }
    }

    /// <summary>Sends a message and waits for the next one. Whatever interrupts this leaves the socket unusable: a late answer would be taken for the next one.</summary>
    internal async Task<ReadOnlyMemory<byte>> ExchangeAsync(byte[] message, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(options.MessageTimeout);
        try
        {
            await SendAsync(message, deadline.Token);
            return await ReceiveAsync(deadline.Token);
        }
        catch (Exception failure) when (failure is WebSocketException or InvalidOperationException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            socket.Abort();
            throw new MedusaUnreachableException($"The session with {address} is lost: {failure.Message}", failure) { OutcomeUnknown = true };
        }
    }

    internal async Task CloseAsync(byte[] farewell, CancellationToken cancellation)
    {
        if (socket.State != WebSocketState.Open)
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(options.ConnectTimeout);
        try
        {
            await SendAsync(farewell, deadline.Token);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
        }
        catch (Exception failure) when (failure is WebSocketException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            socket.Abort();
        }
    }

    private Task SendAsync(byte[] message, CancellationToken cancellation)
    {
        options.Trace?.Invoke(new OpenEnvFrame(IsSent: true, Encoding.UTF8.GetString(message)));
        return socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }

    private async Task<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException($"the server closed it ({(int?)socket.CloseStatus} {socket.CloseStatusDescription}).");
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                var message = buffer.AsMemory(0, length);
                options.Trace?.Invoke(new OpenEnvFrame(IsSent: false, Encoding.UTF8.GetString(message.Span)));
                return message;
            }
        }
    }
}

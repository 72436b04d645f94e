using System.Net.Sockets;
using System.Text;

namespace Medusa.Gateway.Tests;

/// <summary>A WebSocket client of bare frames, for what a well-behaved client cannot do.</summary>
public sealed class RawSocket : IDisposable
{
    private readonly TcpClient client;
    private readonly NetworkStream stream;

    private RawSocket(TcpClient client)
    {
        this.client = client;
        stream = client.GetStream();
    }

    public static async Task<RawSocket> ConnectAsync(Uri address, string path)
    {
        var client = new TcpClient { ReceiveBufferSize = 8192 };
        await client.ConnectAsync(address.Host, address.Port);
        var socket = new RawSocket(client);
        await socket.SendBytesAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await socket.stream.ReadExactlyAsync(one, TestTime.Limit());
            head.Append((char)one[0]);
        }

        Assert.StartsWith("HTTP/1.1 101", head.ToString());
        return socket;
    }

    public Task SendTextAsync(string text) => SendAsync(1, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a short frame, masked with zeros.</summary>
    public Task SendAsync(int opcode, byte[] payload)
    {
        var head = payload.Length < 126
            ? new byte[] { (byte)(0x80 | opcode), (byte)(0x80 | payload.Length), 0, 0, 0, 0 }
            : [(byte)(0x80 | opcode), 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0];
        return SendBytesAsync([.. head, .. payload]);
    }

    public Task SendBytesAsync(byte[] bytes) => stream.WriteAsync(bytes, TestTime.Limit()).AsTask();

    /// <summary>The payload of the next frame, which must have the opcode.</summary>
    public async Task<byte[]> ReceiveAsync(int opcode)
    {
        var head = new byte[2];
        await stream.ReadExactlyAsync(head, TestTime.Limit());
        Assert.Equal(opcode, head[0] & 15);
        var length = head[1] & 127;
        if (length == 126)
        {
            await stream.ReadExactlyAsync(head, TestTime.Limit());
            length = (head[0] << 8) | head[1];
        }

        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload, TestTime.Limit());
        return payload;
    }

    public async Task<string> ReceiveTextAsync() => Encoding.UTF8.GetString(await ReceiveAsync(1));

    public void Dispose() => client.Dispose();
}

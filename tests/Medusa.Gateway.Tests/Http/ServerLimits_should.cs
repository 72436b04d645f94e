using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Medusa.Gateway.Tests;

/// <summary>The limits of the web server.</summary>
public sealed class ServerLimits_should
{
    [Fact]
    public async Task Take_every_limit_from_the_settings()
    {
        await using var server = await GatewayServer.StartAsync(
            ("Http:HeaderTimeout", "00:00:07"), ("Http:KeepAliveTimeout", "00:00:09"), ("Http:MinBodyRate", "100"), ("Http:MinAnswerRate", "0"),
            ("Http:MaxHeaderCount", "20"), ("Http:MaxRequestLineBytes", "1024"), ("Http:MaxAnswerBufferBytes", "8192"));
        var limits = server.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9)), (limits.RequestHeadersTimeout, limits.KeepAliveTimeout));
        Assert.Equal(100, limits.MinRequestBodyDataRate?.BytesPerSecond);
        Assert.Null(limits.MinResponseDataRate);
        Assert.Equal((20, 1024, 8192L), (limits.MaxRequestHeaderCount, limits.MaxRequestLineSize, limits.MaxResponseBufferSize));
    }

    [Fact]
    public async Task Refuse_a_request_line_and_a_number_of_headers_beyond_them()
    {
        await using var server = await GatewayServer.StartAsync(("Http:MaxRequestLineBytes", "256"), ("Http:MaxHeaderCount", "8"));
        Assert.StartsWith("HTTP/1.1 414", await SendAsync(server, $"GET /health?{new string('a', 300)} HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);
        var headers = string.Concat(Enumerable.Range(0, 9).Select(number => $"x-{number}: 1\r\n"));
        Assert.StartsWith("HTTP/1.1 431", await SendAsync(server, $"GET /health HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_a_client_whose_headers_do_not_arrive()
    {
        await using var server = await GatewayServer.StartAsync(("Http:HeaderTimeout", "00:00:01"));
        Assert.StartsWith("HTTP/1.1 408", await SendAsync(server, "GET /health HTTP/1.1\r\nHost: loc"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Be_refused_at_the_start_where_they_make_no_sense()
    {
        var refusal = await Assert.ThrowsAsync<GatewayStartException>(() => GatewayServer.StartAsync(("Http:MaxHeaderCount", "0")));
        Assert.Contains("MaxHeaderCount", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Sends bytes and reads until the server closes the connection or has nothing more to say.</summary>
    private static async Task<string> SendAsync(GatewayServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[4096];
        var count = await stream.ReadAsync(buffer, TestTime.Limit());
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}

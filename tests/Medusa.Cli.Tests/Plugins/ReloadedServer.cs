using System.Net;
using System.Text;

namespace Medusa.Cli.Tests.Plugins;

/// <summary>A server that answers one request as a gateway answers a reload, and remembers who asked what.</summary>
internal sealed class ReloadedServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task<(string Request, string? Authorization)> asked;

    public ReloadedServer(int status, string body)
    {
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        asked = AnswerAsync(status, body);
    }

    public int Port { get; }

    public Task<(string Request, string? Authorization)> AskedAsync() => asked.WaitAsync(TimeSpan.FromSeconds(30));

    public void Dispose() => listener.Close();

    private async Task<(string Request, string? Authorization)> AnswerAsync(int status, string body)
    {
        var context = await listener.GetContextAsync();
        context.Response.StatusCode = status;
        context.Response.ContentType = status == 200 ? "application/json" : "application/problem+json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
        return ($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}", context.Request.Headers["Authorization"]);
    }
}

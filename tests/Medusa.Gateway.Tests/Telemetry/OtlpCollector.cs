using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway.Tests;

/// <summary>A collector that takes OTLP over HTTP and gRPC and keeps what it got.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<WireMessage> resources = new();

    private OtlpCollector(bool isGrpc)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(System.Net.IPAddress.Loopback, 0, listening => listening.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        app = builder.Build();
        app.Run(TakeAsync);
    }

    public string Address => app.Urls.First();

    public ConcurrentQueue<ReceivedSpan> Spans { get; } = new();

    /// <summary>The units of metrics by name.</summary>
    public ConcurrentDictionary<string, string> Metrics { get; } = new();

    /// <summary>The headers of each request.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Headers { get; } = new();

    /// <summary>The attributes of the latest resource.</summary>
    public Dictionary<string, string> Resource => resources.Last().Attributes(1);

    public static async Task<OtlpCollector> StartAsync(bool isGrpc = false)
    {
        var collector = new OtlpCollector(isGrpc);
        await collector.app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var isGrpc = context.Request.ContentType == "application/grpc";
        var bytes = body.ToArray().AsMemory()[(isGrpc ? 5 : 0)..];
        Headers.Enqueue(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        Take(new WireMessage(bytes), context.Request.Path.Value!.Contains("trace", StringComparison.OrdinalIgnoreCase));
        context.Response.ContentType = isGrpc ? "application/grpc" : "application/x-protobuf";
        if (isGrpc)
        {
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }

    private void Take(WireMessage message, bool areSpans)
    {
        foreach (var part in message.All(1))
        {
            foreach (var resource in part.All(1))
            {
                resources.Enqueue(resource);
            }

            foreach (var item in part.All(2).SelectMany(scope => scope.All(2)))
            {
                if (areSpans)
                {
                    Spans.Enqueue(new ReceivedSpan(item.Hex(1), item.Hex(2), item.Hex(4), item.Text(5), item.Attributes(9), [.. item.All(13).Select(link => link.Hex(2))]));
                }
                else
                {
                    Metrics[item.Text(1)] = item.Text(3);
                }
            }
        }
    }
}

using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>Reads server-sent events.</summary>
public sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private EventReader(HttpResponseMessage response, StreamReader lines) => (this.response, this.lines) = (response, lines);

    public static async Task<EventReader> OpenAsync(GatewayServer server, string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestTime.Limit());
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event; null at the end.</summary>
    public async Task<(string Event, JsonElement Data)?> NextAsync()
    {
        while (await LineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                return (line[7..], JsonDocument.Parse((await LineAsync())![6..]).RootElement);
            }
        }

        return null;
    }

    /// <summary>The next line; null at the end.</summary>
    public async Task<string?> LineAsync() => await lines.ReadLineAsync(TestTime.Limit());

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }
}

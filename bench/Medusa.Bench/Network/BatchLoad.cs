using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Medusa.Bench.Network;

/// <summary>Many episodes driven by <c>POST /v1/steps</c> over a few connections.</summary>
/// <param name="address">The server's <c>http://</c> address.</param>
/// <param name="environment">The environment.</param>
/// <param name="actions">The actions of an episode, in order.</param>
internal sealed class BatchLoad(Uri address, string environment, IReadOnlyList<string> actions) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address };

    /// <summary>Starts episodes, takes every step of each, and closes them.</summary>
    /// <param name="episodes">How many episodes.</param>
    /// <param name="connections">Over how many connections their steps are sent, side by side.</param>
    /// <returns>The seconds that the steps took.</returns>
    public async Task<double> RunAsync(int episodes, int connections)
    {
        const int Groups = 16;
        var seeds = string.Join(',', Enumerable.Range(0, Groups));
        var created = await SendAsync("/v1/episodes", Encoding.UTF8.GetBytes($$"""{"environment":"{{environment}}","seeds":[{{seeds}}],"count":{{episodes / Groups}}}"""), "\"step\":0");
        using var document = JsonDocument.Parse(created);
        var ids = document.RootElement.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetProperty("episode_id").GetString()!).ToArray();
        var batches = ids.Chunk(episodes / connections).Select(chunk => actions.Select((action, index) => Batch(chunk, action, index + 1)).ToArray()).ToArray();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(batches.Select(own => Task.Run(async () =>
        {
            for (var index = 0; index < own.Length; index++)
            {
                await SendAsync("/v1/steps", own[index], $"\"step\":{index + 1}");
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var group in ids.Select(id => id.Split('~')[0]).Distinct())
        {
            using var closed = await http.DeleteAsync(new Uri($"/v1/episodes?group={group}", UriKind.Relative));
        }

        return seconds;
    }

    public void Dispose() => http.Dispose();

    private async Task<byte[]> SendAsync(string path, byte[] body, string expected)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode && bytes.AsSpan().IndexOf("\"error\":{"u8) < 0 && bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(expected)) >= 0
            ? bytes
            : throw new InvalidOperationException($"The server answered {(int)answer.StatusCode}: {Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 500)))}");
    }

    private static byte[] Batch(string[] ids, string action, int step)
    {
        var text = new StringBuilder("{\"steps\":[");
        foreach (var id in ids)
        {
            text.Append(text.Length > 10 ? "," : "").Append($$$"""{"episode_id":"{{{id}}}","action":{"action":"{{{action}}}"},"step":{{{step}}}}""");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }
}

using Medusa.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Medusa.Web.Bench;

/// <summary>The list with ten thousand episodes, at rest and scrolled, while another client steps them.</summary>
internal static class LiveList
{
    private const int Episodes = 10_000;
    private const int Waves = 12;
    private const int AtOnce = 500;

    private const string Scroll = """
        async table => {
            for (let step = 0; step < 300; step++) {
                table.scrollTop += 60;
                await new Promise(requestAnimationFrame);
            }
        }
        """;

    /// <summary>Measures.</summary>
    public static async Task RunAsync(Chromium chromium)
    {
        await using var server = await WebServer.StartAsync(("MaxLiveEpisodes", $"{2 * Episodes}"));
        var ids = new List<string>();
        for (var group = 0; group < 4; group++)
        {
            var started = await server.SendAsync("POST", "/v1/episodes", new { environment = "medusa", seed = 0, count = Episodes / 4, options = new { n_fact_rows = 20, n_dim_rows = 20 } });
            ids.AddRange(started.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetProperty("episode_id").GetString()!));
        }

        await using var visit = await chromium.VisitAsync(server);
        await Assertions.Expect(visit.Page.GetByText($"{Episodes:N0} episodes")).ToBeVisibleAsync();
        var table = visit.Page.GetByRole(AriaRole.Table, new() { Name = "Episodes" });
        Console.WriteLine($"list of {Episodes:N0} episodes, scrolled: {await Frames.WhileAsync(visit, () => table.EvaluateAsync(Scroll))}");
        await table.EvaluateAsync("table => { table.scrollTop = 0; }");
        Console.WriteLine($"list of {Episodes:N0} episodes, {Waves * AtOnce:N0} steps meanwhile: {await Frames.WhileAsync(visit, () => StepAsync(server, ids))}");
        Console.WriteLine($"list of {Episodes:N0} episodes, scrolled, {Waves * AtOnce:N0} steps meanwhile: {await Frames.WhileAsync(visit, () => Task.WhenAll(StepAsync(server, ids), table.EvaluateAsync(Scroll)))}");
    }

    private static async Task StepAsync(WebServer server, List<string> ids)
    {
        for (var wave = 0; wave < Waves; wave++)
        {
            var steps = ids.Skip(wave * AtOnce % ids.Count).Take(AtOnce).Select(id => new { episode_id = id, action = new { action = "SYNC_CHECK" } });
            await server.SendAsync("POST", "/v1/steps", new { steps });
        }
    }
}

using Medusa.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Medusa.Web.Bench;

/// <summary>Scrolling a table of a million rows, slowly and by leaps, while its pages are loaded.</summary>
internal static class LongTable
{
    private const int Rows = 1_000_000;

    private const string Scroll = """
        async grid => {
            const frame = () => new Promise(requestAnimationFrame);
            for (let step = 0; step < 240; step++) {
                grid.scrollTop += 40;
                await frame();
            }

            for (let step = 0; step < 120; step++) {
                grid.scrollTop = (grid.scrollHeight * ((step * 37) % 100)) / 100;
                await frame();
            }
        }
        """;

    /// <summary>Measures.</summary>
    public static async Task RunAsync(Chromium chromium)
    {
        await using var server = await WebServer.StartAsync(("MaxRows", $"{Rows}"), ("StepDeadline", "00:05:00"), ("StepBudget", "00:02:00"));
        await server.StartEpisodeAsync("long", seed: 1, options: new { n_fact_rows = Rows, n_dim_rows = 1_000 });
        await using var visit = await chromium.VisitAsync(server, "#/e/long");
        var grid = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Rows of Source A" });
        await Assertions.Expect(grid.GetByRole(AriaRole.Row).Nth(5)).ToBeVisibleAsync();
        await Assertions.Expect(grid.Locator(".waiting")).ToHaveCountAsync(0);
        var frames = await Frames.WhileAsync(visit, () => grid.EvaluateAsync(Scroll));
        Console.WriteLine($"scrolling a table of {Rows:N0} rows: {frames}");
    }
}

using Medusa.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Medusa.Web.Bench;

/// <summary>The pictures of the documentation, from the pages as they are.</summary>
internal static class Screenshots
{
    private const string Top = "main";
    private const string Tables = ".table-card";

    private static readonly (string Scene, int Width, int Height, ColorScheme Scheme, string Showing, string Name)[] Pictures =
    [
        ("episode-passed", 1280, 1000, ColorScheme.Light, Top, "episode-light"),
        ("episode-past", 1280, 1000, ColorScheme.Dark, Top, "episode-dark"),
        ("episode-past", 1280, 760, ColorScheme.Light, Tables, "tables-light"),
        ("episode-begun", 360, 780, ColorScheme.Light, Top, "episode-narrow"),
        ("list", 1280, 640, ColorScheme.Light, Top, "list-light"),
        ("compare", 1280, 1000, ColorScheme.Light, Top, "compare-light"),
        ("dataselect", 1280, 1000, ColorScheme.Dark, Top, "dataselect-dark"),
    ];

    /// <summary>Takes them.</summary>
    public static async Task TakeAsync(Chromium chromium, string folder)
    {
        Directory.CreateDirectory(folder);
        await using var server = await WebServer.StartAsync();
        await Stage.SetAsync(server);
        foreach (var (scene, width, height, scheme, showing, name) in Pictures)
        {
            await using var visit = await chromium.VisitAsync(server, width: width, height: height, scheme: scheme);
            await Stage.Scenes.Single(each => each.Name == scene).EnterAsync(visit);
            await visit.Page.Locator(showing).First.EvaluateAsync("element => element.scrollIntoView({ block: 'start' })");
            await visit.Page.EvaluateAsync("() => scrollBy(0, -130)");
            await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
            Console.WriteLine($"{name}.png");
        }
    }
}

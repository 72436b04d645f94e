using Medusa.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Medusa.Web.Tests.Looks;

/// <summary>Every page, from a telephone's width to a 4K screen, light and dark, by geometry and by axe-core's rules.</summary>
[Collection("browser")]
public sealed class Looks_should(BrowserTests tests)
{
    // As high as the longest page: what is out of sight cannot be looked at.
    private const int Height = 6_000;

    private static readonly string Geometry = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Looks", "geometry.js"));

    public static TheoryData<int, ColorScheme> Windows => new()
    {
        { 360, ColorScheme.Light }, { 360, ColorScheme.Dark },
        { 1280, ColorScheme.Light }, { 1280, ColorScheme.Dark },
        { 3840, ColorScheme.Light }, { 3840, ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Cut_nothing_and_lay_nothing_on_anything(int width, ColorScheme scheme)
    {
        await using var server = await WebServer.StartAsync();
        await Stage.SetAsync(server);
        await using var visit = await tests.Chromium.VisitAsync(server, width: width, height: Height, scheme: scheme);
        var faults = new List<string>();
        foreach (var scene in Stage.Scenes)
        {
            await scene.EnterAsync(visit);
            faults.AddRange((await visit.Page.EvaluateAsync<string[]>(Geometry)).Select(fault => $"{scene.Name}: {fault}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Find_what_is_cut_and_what_overlaps()
    {
        await using var server = await WebServer.StartAsync();
        await using var visit = await tests.Chromium.VisitAsync(server, "#/new", height: Height);
        await Assertions.Expect(visit.Heading("Start an episode")).ToBeVisibleAsync();
        await visit.Page.EvaluateAsync("""
            () => {
                const box = (text, style) => { const made = document.body.appendChild(document.createElement(style.tag ?? 'p')); made.textContent = text; Object.assign(made.style, style); };
                box('a text that is longer than its box', { position: 'absolute', top: '4000px', left: '10px', width: '40px', height: '20px', overflow: 'hidden', whiteSpace: 'nowrap' });
                box('one text', { position: 'absolute', top: '4100px', left: '10px' });
                box('another text', { position: 'absolute', top: '4104px', left: '14px' });
                box('x', { tag: 'button', position: 'absolute', top: '4200px', left: '10px', width: '10px', minHeight: '0', height: '10px', padding: '0' });
                box('wide', { position: 'absolute', top: '4300px', left: '10px', width: '3000px' });
            }
            """);
        var faults = string.Join('\n', await visit.Page.EvaluateAsync<string[]>(Geometry));
        Assert.Contains("\"a text that is longer than its box\" is cut by", faults, StringComparison.Ordinal);
        Assert.Contains("less than 24 × 24", faults, StringComparison.Ordinal);
        Assert.Contains("wide in a window of 1280", faults, StringComparison.Ordinal);
        Assert.True(faults.Contains("lies on", StringComparison.Ordinal) || faults.Contains("is covered by", StringComparison.Ordinal), faults);
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Break_no_rule_of_accessibility(int width, ColorScheme scheme)
    {
        await using var server = await WebServer.StartAsync();
        await Stage.SetAsync(server);
        await using var visit = await tests.Chromium.VisitAsync(server, width: width, scheme: scheme);
        var axe = await File.ReadAllTextAsync(WebPackage.File("node_modules", "axe-core", "axe.min.js"));
        var violations = new List<string>();
        foreach (var scene in Stage.Scenes)
        {
            await scene.EnterAsync(visit);
            await visit.Page.EvaluateAsync(axe + "; undefined");
            violations.AddRange((await visit.Page.EvaluateAsync<string[]>("""
                async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                    .map(({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`)
                """)).Select(violation => $"{scene.Name}: {violation}"));
        }

        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.Empty(visit.Faults);
    }
}

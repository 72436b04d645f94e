using Microsoft.Playwright;

namespace Medusa.Web.Tests.Browsing;

/// <summary>A headless Chromium as Debian packages it. Each visit is a browser profile of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    /// <summary>Where Debian puts it. Another one is named by the variable <c>CHROMIUM</c>.</summary>
    private const string DefaultPath = "/usr/bin/chromium";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// <summary>Starts the browser.</summary>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static async Task<Chromium> StartAsync()
    {
        var path = Environment.GetEnvironmentVariable("CHROMIUM") ?? DefaultPath;
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"There is no browser at {path}: install it (apt-get install chromium), or name another one by the variable CHROMIUM.");
        }

        // A machine that builds and tests at once is slow; a condition that never holds still fails.
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            // Containers have neither a sandbox for root nor a GPU; nothing but the tested server shall be reached.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>Opens a page of a server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="hash">The place in the page, such as <c>#/new</c>.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="scheme">Light or dark.</param>
    public async Task<Visit> VisitAsync(WebServer server, string hash = "", int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        var visit = new Visit(context, page, server.Address);
        await page.GotoAsync($"web/{hash}");
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}

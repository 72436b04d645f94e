using Microsoft.Playwright;

namespace Medusa.Web.Tests.Browsing;

/// <summary>A place of the page.</summary>
/// <param name="Name">What it is called in messages and file names.</param>
/// <param name="Hash">Where it is.</param>
/// <param name="Text">A text that is there once it is loaded.</param>
public sealed record Scene(string Name, string Hash, string Text)
{
    /// <summary>Goes there and waits until everything is loaded.</summary>
    public async Task EnterAsync(Visit visit)
    {
        await visit.GoAsync(Hash);
        await Assertions.Expect(visit.Page.Locator("main").GetByText(Text).First).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("main [aria-busy=true], main .waiting")).ToHaveCountAsync(0);
        // What is drawn once data is there: the charts after their width is known, the tables after their rows came.
        await visit.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }
}

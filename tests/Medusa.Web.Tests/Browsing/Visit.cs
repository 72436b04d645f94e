using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Medusa.Web.Tests.Browsing;

/// <summary>A page that is looked at, and what went wrong in it: console errors (violations of the content policy among them), failed requests, requests to other hosts.</summary>
public sealed class Visit : IAsyncDisposable
{
    private const string GivenUp = "net::ERR_ABORTED";

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> faults = new();

    internal Visit(IBrowserContext context, IPage page, Uri server)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(true, $"uncaught: {error}");
        page.RequestFailed += (_, request) => Note(request.Failure != GivenUp, $"failed request: {request.Method} {request.Url}: {request.Failure}");
        page.Request += (_, request) => Note(!request.Url.StartsWith("data:", StringComparison.Ordinal) && new Uri(request.Url).Authority != server.Authority, $"request elsewhere: {request.Url}");
        page.Response += (_, response) => Note(response.Status >= 400, $"refused: {response.Request.Method} {response.Url}: {response.Status}");
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Goes to another place of the page.</summary>
    /// <param name="hash">Such as <c>#/cluster</c>.</param>
    public Task GoAsync(string hash) => Page.EvaluateAsync("hash => { location.hash = hash; }", hash);

    /// <summary>A button by its name.</summary>
    public ILocator Button(string name, bool exact = true) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    /// <summary>A heading by its text.</summary>
    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    /// <summary>A link by its text.</summary>
    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ValueTask DisposeAsync() => new(context.CloseAsync());

    private void Note(bool isFault, string what)
    {
        if (isFault)
        {
            faults.Enqueue(what);
        }
    }
}

namespace Medusa.Gateway;

/// <summary>The routes of the page at <c>/web/</c>, where it is served.</summary>
internal static class WebOperations
{
    private const string Web = "Page";

    /// <summary>Those of the server.</summary>
    public static readonly ApiOperation[] OfServer =
    [
        new("get", "/", Web, "Leads to /web/ where a page is asked for") { Status = "307", IsOpen = true, Description = "404 where Accept does not name text/html." },
        new("get", "/web/", Web, "Shows the page for people") { Response = "Page", ResponseType = "text/html", IsOpen = true },
        new("get", "/web/assets/{file}", Web, "Shows a file of that page") { Response = "Page", ResponseType = "text/javascript", OtherType = "text/css", IsOpen = true, Examples = [("file", "app.js")] },
    ];

    /// <summary>Those of an environment.</summary>
    public static readonly ApiOperation[] OfEnvironment = [new("get", "/web", Web, "Leads to the page, to start an episode of this environment") { Status = "307", IsOpen = true }];
}

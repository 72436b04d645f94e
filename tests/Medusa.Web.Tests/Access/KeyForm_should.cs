using System.Security.Cryptography;
using System.Text;
using Medusa.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Medusa.Web.Tests.Access;

[Collection("browser")]
public sealed class KeyForm_should(BrowserTests tests)
{
    private const string Secret = "a-long-enough-secret-of-zoe";
    private const string OtherSecret = "a-long-enough-secret-of-max";

    [Fact]
    public async Task Ask_for_a_key_until_the_server_knows_it()
    {
        await using var server = await WebServer.StartAsync(("Keys:0:Id", "zoe"), ("Keys:0:Sha256", HashOf(Secret)), ("Keys:1:Id", "max"), ("Keys:1:Sha256", HashOf(OtherSecret)));
        await server.SendAsync("POST", "/v1/episodes", new { environment = "medusa", episode_id = "hers", seed = 0 }, Secret);
        await server.SendAsync("POST", "/v1/episodes", new { environment = "medusa", episode_id = "his", seed = 0 }, OtherSecret);
        await using var visit = await tests.Chromium.VisitAsync(server);
        await Assertions.Expect(visit.Heading("API key")).ToBeVisibleAsync();
        await GiveAsync(visit, "a-wrong-one-that-nobody-has");
        await Assertions.Expect(visit.Page.GetByText("This server does not know the key that it got.")).ToBeVisibleAsync();
        await GiveAsync(visit, Secret);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "hers", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "his", Exact = true })).ToHaveCountAsync(0);

        // The tab keeps it; the address and the page's lasting storage do not.
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "hers", Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain(Secret, await visit.Page.EvaluateAsync<string>("() => location.href + JSON.stringify(localStorage) + document.cookie"), StringComparison.Ordinal);
        await visit.Button("Forget key").ClickAsync();
        await Assertions.Expect(visit.Heading("API key")).ToBeVisibleAsync();
        // Without a key the server refuses, which the browser's console notes; nothing else goes wrong.
        Assert.All(visit.Faults, fault => Assert.Contains("401", fault, StringComparison.Ordinal));
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static async Task GiveAsync(Visit visit, string key)
    {
        await visit.Page.GetByLabel("Key", new() { Exact = true }).FillAsync(key);
        await visit.Button("Use this key").ClickAsync();
    }
}

using System.Net;
using System.Net.Http.Headers;

namespace Medusa.Gateway.Tests;

public sealed class WebPage_should
{
    [Fact]
    public async Task Be_reached_from_the_root_and_from_an_environment()
    {
        await using var server = await GatewayServer.StartAsync();
        using var client = Client(server);
        Assert.Equal("/web/", await LocationAsync(client, "/", accept: "text/html,*/*"));
        Assert.Equal("/web/", await LocationAsync(client, "/web"));
        Assert.Equal("/web/#/new?environment=medusa", await LocationAsync(client, "/envs/medusa/web"));
        using var root = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.NotFound, root.StatusCode);
        using var stray = await client.GetAsync("/web/other");
        Assert.Equal(HttpStatusCode.NotFound, stray.StatusCode);
    }

    [Fact]
    public async Task Run_nothing_but_the_server_s_own_files()
    {
        await using var server = await GatewayServer.StartAsync([("Web:FrameAncestors", "https://example.com")]);
        using var client = Client(server);
        using var page = await client.GetAsync("/web/");
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self';", policy);
        Assert.Contains("frame-ancestors https://example.com;", policy);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        var text = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain("style=", text);
        Assert.DoesNotContain("<style", text);
        Assert.DoesNotContain("<script>", text);
    }

    [Fact]
    public async Task Name_files_that_browsers_may_keep()
    {
        await using var server = await GatewayServer.StartAsync();
        using var client = Client(server);
        var page = await client.GetStringAsync("/web/");
        var names = page.Split('"').Where(part => part.StartsWith("assets/", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, names.Length);
        foreach (var name in names)
        {
            using var file = await client.GetAsync($"/web/{name}");
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", file.Headers.CacheControl!.ToString());
            using var other = await client.GetAsync($"/web/{name.Split('?')[0]}?v=0");
            Assert.Equal("no-cache", other.Headers.CacheControl!.ToString());
        }

        using var absent = await client.GetAsync("/web/assets/absent.js");
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("identity", null)]
    public async Task Send_files_compressed_as_the_browser_takes_them(string accepted, string? encoding)
    {
        await using var server = await GatewayServer.StartAsync();
        using var client = Client(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/web/assets/app.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var file = await client.SendAsync(request);
        Assert.Equal(encoding, file.Content.Headers.ContentEncoding.SingleOrDefault());

        using var again = new HttpRequestMessage(HttpMethod.Get, "/web/assets/app.js");
        again.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(file.Headers.ETag!.ToString()));
        using var unchanged = await client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Need_no_key_though_all_data_do()
    {
        await using var server = await GatewayServer.StartAsync(ApiKeys_should.Keys);
        using var client = Client(server);
        Assert.Equal("/web/", await LocationAsync(client, "/", accept: "text/html"));
        Assert.Equal("/web/#/new?environment=medusa", await LocationAsync(client, "/envs/medusa/web"));
        foreach (var (path, status) in new[] { ("/web/", 200), ("/web/assets/app.js", 200), ("/v1/environments", 401), ("/envs/medusa/state", 401), ("/webs", 401) })
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("Medusa:Web:Enabled", "false")]
    [InlineData("ENABLE_WEB_INTERFACE", "false")]
    [InlineData("ENABLE_WEB_INTERFACE", "0")]
    [InlineData("ENABLE_WEB_INTERFACE", "No")]
    public async Task Be_absent_where_it_is_turned_off(string name, string value)
    {
        await using var app = MedusaGateway.Build(new GatewayArguments { Port = 0, Settings = new Dictionary<string, string?> { [name] = value } });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var page = await client.GetAsync("/web/");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        await app.StopAsync();
    }

    [Theory]
    [InlineData("true", "http://play.example.com:80", 200)]
    [InlineData("true", "https://play.example.com", 200)]
    [InlineData("true", "https://other.example.com", 401)]
    [InlineData("true", "null", 401)]
    [InlineData("false", "https://play.example.com", 401)]
    public async Task Be_let_in_under_the_server_s_public_name_where_everybody_is(string isOpen, string origin, int status)
    {
        await using var server = await GatewayServer.StartAsync(("AllowAnonymous", isOpen));
        using var client = Client(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/environments");
        request.Headers.Host = "play.example.com";
        request.Headers.TryAddWithoutValidation("Origin", origin);
        using var answer = await client.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("https://example.com; script-src *")]
    [InlineData("'none' https://example.com")]
    [InlineData("*")]
    public void Refuse_frame_ancestors_that_say_more(string ancestors)
    {
        var refusal = Assert.Throws<GatewayStartException>(() => MedusaGateway.Build(new GatewayArguments { Port = 0, Settings = new Dictionary<string, string?> { ["Medusa:Web:FrameAncestors"] = ancestors } }));
        Assert.Contains("FrameAncestors", refusal.Message);
    }

    private static HttpClient Client(GatewayServer server) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

    private static async Task<string?> LocationAsync(HttpClient client, string path, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        return answer.Headers.Location?.OriginalString;
    }
}

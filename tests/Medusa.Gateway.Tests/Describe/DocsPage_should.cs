using System.Text.RegularExpressions;

namespace Medusa.Gateway.Tests.Describe;

/// <summary>The page of the reference: its files are served, by this server alone, under a content policy that allows nothing else.</summary>
public sealed partial class DocsPage_should
{
    [Theory]
    [InlineData("/docs")]
    [InlineData("/envs/medusa/docs")]
    [InlineData("/s/worker-1/docs")]
    public async Task Find_its_files_and_its_document(string path)
    {
        await using var server = await ApiServer.StartAsync();
        var page = await server.SendAsync("GET", path);
        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        var files = Reference().Matches(page.Body).Select(match => match.Groups["file"].Value).Where(file => !file.StartsWith("data:", StringComparison.Ordinal)).ToArray();
        Assert.Equal(5, files.Length);
        foreach (var file in files)
        {
            Assert.Equal(200, (await server.SendAsync("GET", new Uri(new Uri(server.Address, path), file).AbsolutePath)).Status);
        }
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/assets/swagger-ui-bundle.js")]
    public async Task Allow_only_files_of_this_server(string path)
    {
        await using var server = await ApiServer.StartAsync();
        var policy = (await server.SendAsync("GET", path)).Headers["Content-Security-Policy"];
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Have_no_script_and_no_style_of_its_own()
    {
        await using var server = await ApiServer.StartAsync();
        var page = (await server.SendAsync("GET", "/docs")).Body;
        Assert.DoesNotMatch("<style|style=|<script>|javascript:| on[a-z]+=", page);
    }

    [Fact]
    public async Task Be_open_where_its_document_needs_a_key()
    {
        await using var server = await ApiServer.StartAsync(("Keys:0:Id", "one"), ("Keys:0:Sha256", new string('0', 64)));
        Assert.Equal(200, (await server.SendAsync("GET", "/docs")).Status);
        Assert.Equal(200, (await server.SendAsync("GET", "/docs/assets/docs.js")).Status);
        Assert.Equal(401, (await server.SendAsync("GET", "/openapi.json")).Status);
        Assert.Equal(401, (await server.SendAsync("GET", "/docs/assets/../../v1/episodes")).Status);
        Assert.Equal(401, (await server.SendAsync("GET", "/docs/assets/a/b")).Status);
    }

    [Fact]
    public async Task Send_the_same_bytes_compressed_or_not_and_none_where_they_are_known()
    {
        await using var server = await ApiServer.StartAsync();
        using var unzipping = new HttpClient(new HttpClientHandler { AutomaticDecompression = System.Net.DecompressionMethods.GZip }) { BaseAddress = server.Address };
        var plain = await server.SendAsync("GET", "/docs/assets/swagger-ui.css");
        Assert.Equal(plain.Body, await unzipping.GetStringAsync("/docs/assets/swagger-ui.css", TestTime.Limit()));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/docs/assets/swagger-ui.css") { Headers = { { "If-None-Match", plain.Headers["ETag"] } } };
        Assert.Equal(304, (int)(await server.Http.SendAsync(again, TestTime.Limit())).StatusCode);
    }

    [Theory]
    [InlineData("/docs/assets/nothing.js")]
    [InlineData("/docs/assets/docs.html")]
    [InlineData("/envs/nobody/docs")]
    public async Task Be_nothing_else(string path)
    {
        await using var server = await ApiServer.StartAsync();
        Assert.Equal(404, (await server.SendAsync("GET", path)).Status);
    }

    [GeneratedRegex("(src|href)=\"(?<file>[^\"]+)\"")]
    private static partial Regex Reference();
}

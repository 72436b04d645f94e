namespace Medusa.Gateway.Tests;

/// <summary>What a browser may do with an answer.</summary>
public sealed class SecurityHeaders_should
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/v1/episodes")]
    [InlineData("/v1/episodes/nobody")]
    [InlineData("/no/such/route")]
    [InlineData("/schema")]
    public async Task Keep_data_from_being_run_framed_guessed_kept_or_shared(string path)
    {
        await using var server = await GatewayServer.StartAsync();
        using var answer = await server.Http.GetAsync(path);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'; sandbox", One(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", One(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Resource-Policy"));
        Assert.Equal("no-store", One(answer, "Cache-Control"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/web/")]
    [InlineData("/docs")]
    public async Task Leave_pages_their_own_policy(string path)
    {
        await using var server = await GatewayServer.StartAsync();
        using var answer = await server.Http.GetAsync(path);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'", One(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox", One(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
    }

    private static string One(HttpResponseMessage answer, string header) =>
        Assert.Single(answer.Headers.TryGetValues(header, out var values) ? values : throw new InvalidOperationException($"{header} is missing."));
}

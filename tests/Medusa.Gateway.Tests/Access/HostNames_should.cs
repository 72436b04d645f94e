using System.Net;

namespace Medusa.Gateway.Tests;

/// <summary>Under which names a server without keys answers: a site can give a name of its own the address of loopback.</summary>
public sealed class HostNames_should
{
    [Theory]
    [InlineData("rebound.example:8000", HttpStatusCode.Unauthorized)]
    [InlineData("127.0.0.1.rebound.example", HttpStatusCode.Unauthorized)]
    [InlineData("rebound.example.", HttpStatusCode.Unauthorized)]
    [InlineData("localhost:8000", HttpStatusCode.OK)]
    [InlineData("medusa.localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8000", HttpStatusCode.OK)]
    [InlineData("[::1]:8000", HttpStatusCode.OK)]
    [InlineData("medusa", HttpStatusCode.OK)]
    public Task Refuse_names_that_a_stranger_may_own(string host, HttpStatusCode expected) => AnswerAsync(expected, host);

    [Fact]
    public Task Not_matter_to_a_server_for_everybody() => AnswerAsync(HttpStatusCode.OK, "medusa.example", ("AllowAnonymous", "true"));

    private static async Task AnswerAsync(HttpStatusCode expected, string host, params (string, string)[] settings)
    {
        await using var server = await GatewayServer.StartAsync(settings);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/episodes");
        request.Headers.Host = host;
        using var answer = await server.Http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }
}

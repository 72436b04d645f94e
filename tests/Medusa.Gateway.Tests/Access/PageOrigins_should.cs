using System.Net;
using System.Net.Http.Json;

namespace Medusa.Gateway.Tests;

/// <summary>Which web pages may use a server without keys.</summary>
public sealed class PageOrigins_should
{
    [Theory]
    [InlineData("https://space.example", "space.example", HttpStatusCode.OK)]
    [InlineData("http://space.example:8000", "SPACE.example:8000", HttpStatusCode.OK)]
    [InlineData("http://localhost:3000", "space.example", HttpStatusCode.OK)]
    [InlineData("http://space.example:8001", "space.example:8000", HttpStatusCode.Unauthorized)]
    [InlineData("https://other.example", "space.example", HttpStatusCode.Unauthorized)]
    [InlineData("null", "space.example", HttpStatusCode.Unauthorized)]
    public Task Let_a_server_for_everybody_be_used_by_its_own_page(string origin, string host, HttpStatusCode expected) => AnswerAsync(expected, origin, host, ("AllowAnonymous", "true"));

    /// <summary>Such a name was pointed at this machine by somebody else.</summary>
    [Theory]
    [InlineData("http://rebound.example:8000", "rebound.example:8000", HttpStatusCode.Unauthorized)]
    [InlineData("http://127.0.0.1:8000", "127.0.0.1:8000", HttpStatusCode.OK)]
    [InlineData("http://[::1]:8000", "[::1]:8000", HttpStatusCode.OK)]
    public Task Trust_no_name_where_the_server_is_for_this_machine_alone(string origin, string host, HttpStatusCode expected) => AnswerAsync(expected, origin, host);

    private static async Task AnswerAsync(HttpStatusCode expected, string origin, string host, params (string, string)[] settings)
    {
        await using var server = await GatewayServer.StartAsync(settings);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reset") { Content = JsonContent.Create(new { seed = 0 }) };
        request.Headers.Host = host;
        request.Headers.Add("Origin", origin);
        using var answer = await server.Http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }
}

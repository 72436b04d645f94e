using System.Security.Cryptography;
using System.Text;
using Medusa.Episodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway.Tests;

/// <summary>Keys of durable sessions are secrets of their API key.</summary>
public sealed class SessionKeys_should
{
    private const string Secret = "kfjw83hTq-secret";
    private const string Reset = "{\"type\":\"reset\",\"data\":{\"seed\":1,\"episode_id\":\"mine\"}}";
    private const string Check = "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\"}}";

    [Theory]
    [InlineData("a%20b")]
    [InlineData("a~b")]
    [InlineData("%C3%A4")]
    [InlineData("a%2Fb")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Be_refused_in_one_line_where_they_are_malformed(string? key)
    {
        await using var server = await GatewayServer.StartAsync();
        var refusal = await server.SendAsync("POST", $"/envs/medusa/s/{key ?? new string('k', 256)}/reset", "{}");
        Assert.Equal((422, "invalid_request"), (refusal.Status, refusal.Code));
        Assert.DoesNotContain("kkk", refusal.Body);
        Assert.Equal(200, (await server.SendAsync("POST", $"/envs/medusa/s/{new string('k', 255)}/reset", "{}")).Status);
    }

    [Fact]
    public async Task Belong_to_their_API_key()
    {
        await using var server = await GatewayServer.StartAsync(
            ("Keys:0:Id", "alice"), ("Keys:0:Sha256", Hash("wonder")), ("Keys:1:Id", "bob"), ("Keys:1:Sha256", Hash("builder")));
        using var alice = await server.ConnectAsync("/envs/medusa/s/same/ws", "Bearer wonder");
        await alice.AskAsync(Reset);
        await alice.AskAsync(Check);
        using var bob = await server.ConnectAsync("/envs/medusa/s/same/ws", "Bearer builder");
        Assert.Equal(0, (await bob.AskDataAsync("{\"type\":\"state\"}")).GetProperty("step_count").GetInt32());
        await bob.AskAsync(Reset);
        Assert.Equal(2, (await alice.AskDataAsync(Check)).GetProperty("metadata").GetProperty("step").GetInt32());
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => server.ConnectAsync("/envs/medusa/s/same/ws"));
    }

    [Fact]
    public async Task Appear_in_no_answer_and_no_log()
    {
        using var log = new TestLog();
        var journal = new SharedJournal();
        await using var server = await GatewayServer.StartAsync(services =>
        {
            services.AddSingleton(TestEnvironments.Catalogue);
            services.AddSingleton<IEpisodeJournal>(journal);
            services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.Trace));
        });
        var answers = new StringBuilder();
        using (var older = await server.ConnectAsync($"/envs/medusa/s/{Secret}/ws"))
        using (var newer = await server.ConnectAsync($"/envs/medusa/s/{Secret}/ws"))
        {
            answers.Append(await older.ReceiveAsync());
            foreach (var frame in new[] { Check, Reset, Check, "{\"type\":\"state\"}", "nonsense", "{\"type\":\"reset\",\"data\":{\"seed\":-1}}" })
            {
                answers.Append(await newer.AskAsync(frame));
            }
        }

        using (var resumed = await server.ConnectAsync($"/s/{Secret}/ws"))
        {
            answers.Append(await resumed.AskAsync(Check));
        }

        foreach (var (method, route, body) in new[]
        {
            ("GET", "/state", null), ("POST", "/step", "{}"), ("POST", "/reset", "{}"), ("POST", "/step", "nonsense"), ("GET", "/nothing", null), ("GET", "/openapi.json", null),
            ("POST", "/mcp", "{}"), ("GET", "/docs", null), ("GET", "/metadata", (string?)null),
        })
        {
            answers.Append((await server.SendAsync(method, $"/envs/medusa/s/{Secret}{route}", body)).Body);
        }

        journal.Fault = new InvalidOperationException("broken");
        var failed = await server.SendAsync("GET", $"/envs/medusa/s/{Secret}/state");
        answers.Append(failed.Body).Append((await server.SendAsync("GET", $"/envs/nobody/s/{Secret}/state")).Body);
        answers.Append((await server.SendAsync("GET", "/v1/episodes")).Body);

        Assert.Equal(500, failed.Status);
        Assert.Contains("broken", log.Text);
        Assert.DoesNotContain(Secret, log.Text);
        Assert.DoesNotContain(Secret, answers.ToString());
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Medusa.Client;

namespace Medusa.Cli.Tests.Serving;

public sealed class ServeCommand_should
{
    [Fact]
    public async Task Serve_until_it_is_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        var address = new TaskCompletionSource<Uri>();
        var output = new AddressWriter(address);
        var running = MedusaCommand.RunAsync(["serve", "--port", "0", "--host", "127.0.0.1", "--default-environment", "medusa-v0"], new Terminal(output, TextWriter.Null, IsLive: false), stop.Token);
        await Task.WhenAny(running, address.Task);

        using (var client = new MedusaClient(await address.Task))
        {
            var names = (await client.GetEnvironmentsAsync()).Select(environment => environment.Name).ToArray();
            Assert.Contains("medusa", names);
            Assert.Contains("medusa-v0", names);
        }

        using (var http = new HttpClient { BaseAddress = await address.Task })
        {
            Assert.Contains("\"name\":\"medusa-v0\"", await http.GetStringAsync("/metadata"));
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task Draw_a_key_where_it_would_refuse_to_start_without()
    {
        using var stop = new CancellationTokenSource();
        var address = new TaskCompletionSource<Uri>();
        var output = new AddressWriter(address);
        var running = MedusaCommand.RunAsync(["serve", "--draw-key", "--port", "0", "--host", "0.0.0.0"], new Terminal(output, TextWriter.Null, IsLive: false), stop.Token);
        await Task.WhenAny(running, address.Task);

        using (var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{(await address.Task).Port}") })
        {
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/v1/environments")).StatusCode);
            var key = Regex.Match(output.ToString(), "[0-9a-f]{64}").Value;
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/environments")).StatusCode);
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running);
        Assert.Matches("For this run the key is [0-9a-f]{64} ", output.ToString());
    }

    [Theory]
    [InlineData(2, "--port", "--port", "70000")]
    [InlineData(2, "bogus", "bogus")]
    [InlineData(2, "--bogus", "--bogus")]
    [InlineData(3, "0.0.0.0", "--port", "0", "--host", "0.0.0.0")]
    [InlineData(3, "MaxSessions", "--port", "0", "--Medusa:MaxSessions=0")]
    [InlineData(3, "Medusa.Actors.dll is missing", "--port", "0", "--engine", "akka", "--Medusa:EnginesPath=nowhere")]
    [InlineData(3, "'orleans'", "--port", "0", "--engine", "orleans")]
    [InlineData(3, "SeedNodes", "--port", "0", "--engine", "embedded", "--Medusa:Cluster:SeedNodes:0=127.0.0.1:4053")]
    public async Task Refuse_to_start_with_one_line(int exitCode, string named, params string[] arguments) =>
        (await CommandRun.OfAsync(["serve", .. arguments])).AssertRefused(exitCode, named);

    [Fact]
    public async Task Refuse_a_port_that_is_taken_with_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        (await CommandRun.OfAsync("serve", "--port", $"{port}", "--host", "127.0.0.1")).AssertRefused(3, $":{port}");
    }

    private sealed class AddressWriter(TaskCompletionSource<Uri> address) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (Regex.Match(value ?? "", @"http://(?:[0-9.]+|\[::\]):[0-9]+") is { Success: true } match)
            {
                address.TrySetResult(new Uri(match.Value));
            }
        }
    }
}

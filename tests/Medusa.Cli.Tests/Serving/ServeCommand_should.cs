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
        var running = MedusaCommand.RunAsync(["serve", "--port", "0", "--host", "127.0.0.1"], new Terminal(output, TextWriter.Null, IsLive: false), stop.Token);
        await Task.WhenAny(running, address.Task);

        using (var client = new MedusaClient(await address.Task))
        {
            Assert.Equal(["medusa", "medusa-v0"], (await client.GetEnvironmentsAsync()).Select(environment => environment.Name).Order(StringComparer.Ordinal));
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running);
    }

    [Theory]
    [InlineData(2, "--port", "--port", "70000")]
    [InlineData(2, "bogus", "bogus")]
    [InlineData(2, "--bogus", "--bogus")]
    [InlineData(3, "0.0.0.0", "--port", "0", "--host", "0.0.0.0")]
    [InlineData(3, "MaxSessions", "--port", "0", "--Medusa:MaxSessions=0")]
    public async Task Refuse_to_start_with_one_line(int exitCode, string named, params string[] arguments) =>
        (await CommandRun.OfAsync(["serve", .. arguments])).AssertRefused(exitCode, named);

    private sealed class AddressWriter(TaskCompletionSource<Uri> address) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (Regex.Match(value ?? "", "http://[0-9.:]+") is { Success: true } match)
            {
                address.TrySetResult(new Uri(match.Value));
            }
        }
    }
}

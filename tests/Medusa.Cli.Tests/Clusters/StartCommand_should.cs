using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Medusa.Cli.Tests.Plugins;
using Medusa.Client;
using Medusa.Testing;

namespace Medusa.Cli.Tests.Clusters;

public sealed class StartCommand_should
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>Real processes and a real database; only what makes nodes one cluster is replaced, by an engine that runs everywhere.</summary>
    [Fact]
    public async Task Run_nodes_on_one_journal_until_it_is_told_to_stop()
    {
        using var folder = InstalledEngine();
        using var stop = new CancellationTokenSource(Deadline);
        var output = new WatchedWriter("Medusa's cluster is ready");
        var port = FreePorts(2);

        var running = MedusaCommand.RunAsync(
            ["cluster", "start", "2", "--port", $"{port}", "--data", folder.Path, $"--Medusa:EnginesPath={folder.Path}"],
            new Terminal(TextWriter.Synchronized(output), TextWriter.Null, IsLive: false), stop.Token);
        await Task.WhenAny(running, output.Seen);
        Assert.True(output.Seen.IsCompletedSuccessfully, output.Text);

        Assert.Contains($"node-1 http://127.0.0.1:{port}, node-2 http://127.0.0.1:{port + 1}", output.Text, StringComparison.Ordinal);
        Assert.All(["node-1 | Medusa serves", "node-2 | Medusa serves"], line => Assert.Contains(line, output.Text, StringComparison.Ordinal));
        using var first = new MedusaClient(new Uri($"http://127.0.0.1:{port}"));
        using var second = new MedusaClient(new Uri($"http://127.0.0.1:{port + 1}"));
        var episode = await first.StartAsync(new EpisodeRequest("medusa") { Seed = 7 });
        Assert.Equal(1, (await second.GetEpisodeAsync(episode.Id)).NextStep);
        Assert.Equal("node-2", (await second.GetClusterAsync()).Nodes[0].Id);

        await stop.CancelAsync();
        Assert.Equal(0, await running.WaitAsync(Deadline));
        Assert.Empty(Directory.GetDirectories(folder.Path, "medusa-postgres-*"));
        await Assert.ThrowsAsync<MedusaUnreachableException>(() => first.GetClusterAsync());
    }

    [Fact]
    public async Task Name_a_node_that_cannot_start_and_stop_the_others()
    {
        using var folder = InstalledEngine();
        var port = FreePorts(2);
        using var taken = new TcpListener(IPAddress.Loopback, port + 1);
        taken.Start();

        var run = await CommandRun.OfAsync("cluster", "start", "2", "--port", $"{port}", "--data", folder.Path, $"--Medusa:EnginesPath={folder.Path}").WaitAsync(Deadline);

        Assert.Equal(3, run.ExitCode);
        Assert.Equal("medusa: node-2 ended by itself with exit code 3.", Assert.Single(run.ErrorLines));
        Assert.Matches(new Regex($"node-2 \\| medusa: .*:{port + 1}"), run.Out);
        Assert.Empty(Directory.GetDirectories(folder.Path, "medusa-postgres-*"));
    }

    [Fact]
    public async Task Say_in_one_line_that_akka_is_missing() =>
        (await CommandRun.OfAsync("cluster", "start", "--Medusa:EnginesPath=nowhere")).AssertRefused(3, "Medusa.Actors.dll is missing");

    [Theory]
    [InlineData("'bogus'", "2", "bogus")]
    [InlineData("'bogus'", "bogus")]
    [InlineData("from 1 to 16", "17")]
    [InlineData("from 1 to 16", "0")]
    [InlineData("--port", "2", "--port", "70000")]
    public async Task Refuse_bad_arguments_in_one_line(string named, params string[] arguments) => (await CommandRun.OfAsync(["cluster", "start", .. arguments])).AssertRefused(2, named);

    private static TemporaryFolder InstalledEngine()
    {
        var folder = new TemporaryFolder();
        SampleEngine.Write(folder.Path, SampleEngine.Source().Compile());
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL may run as another user, whose folder this one holds.
            File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.OtherExecute);
        }

        return folder;
    }

    /// <summary>The first of some ports in a row that nobody listens on, below those of outgoing connections.</summary>
    private static int FreePorts(int count)
    {
        while (true)
        {
            var first = Random.Shared.Next(12_000, 32_000);
            if (Enumerable.Range(first, count).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private sealed class WatchedWriter(string text) : StringWriter
    {
        private readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => seen.Task;

        public string Text
        {
            get
            {
                lock (seen)
                {
                    return ToString();
                }
            }
        }

        public override void WriteLine(string? value)
        {
            lock (seen)
            {
                base.WriteLine(value);
            }

            if (value?.StartsWith(text, StringComparison.Ordinal) == true)
            {
                seen.TrySetResult();
            }
        }
    }
}

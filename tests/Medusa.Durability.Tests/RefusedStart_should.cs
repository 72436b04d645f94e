using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>A server that cannot have its journal says so in one line and ends.</summary>
[Collection(AttackedServers.Name)]
public sealed class RefusedStart_should
{
    private const int CannotStart = 3;

    [Fact]
    public async Task Say_that_another_server_has_the_file_and_leave_that_one_alone()
    {
        using var journal = new SqliteJournal();
        using var first = await MedusaProcess.StartAsync(journal.Settings);
        var calls = new EpisodeCalls(new History.CallHistory(), TimeSpan.FromSeconds(20));
        var episode = await SteppedEpisode.StartAsync(calls, first.Address, "first");

        var second = await ServeAsync(journal.Settings);

        AssertOneLine(second, journal.File, "process");
        await episode.StepAsync(first.Address, 2);
        first.Kill();
        await first.StartAgainAsync();
        await episode.StepAsync(first.Address, 1);
    }

    [Fact]
    public async Task Say_that_the_folder_cannot_be_written()
    {
        using var folder = new TemporaryFolder("readonly");
        // Nobody writes below a file, not even root.
        await File.WriteAllTextAsync(folder.File("data"), "");
        var path = Path.Combine(folder.File("data"), "medusa.db");

        AssertOneLine(await ServeAsync(Sqlite(path)), path);
    }

    [Fact]
    public async Task Say_that_the_file_is_no_database()
    {
        using var folder = new TemporaryFolder("nodatabase");
        var path = folder.File("medusa.db");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("This is no database. ", 200)));

        AssertOneLine(await ServeAsync(Sqlite(path)), path);
    }

    [Fact]
    public async Task Say_that_the_database_does_not_answer()
    {
        var refused = await ServeAsync(new Dictionary<string, string>
        {
            ["Medusa__Journal__Kind"] = "postgresql",
            ["Medusa__Journal__StartWait"] = "00:00:02",
            ["Medusa__Journal__ConnectionString"] = $"Host=127.0.0.1;Port={FreePort.Next()};Username=medusa;Password=hidden-word;Database=medusa",
        });

        AssertOneLine(refused, "PostgreSQL");
        Assert.DoesNotContain("hidden-word", refused.Output, StringComparison.Ordinal);
    }

    private static Task<CommandLine> ServeAsync(IReadOnlyDictionary<string, string> settings) =>
        CommandLine.RunAsync(new Dictionary<string, string>(settings) { ["Logging__LogLevel__Default"] = "Warning" }, "serve", "--port", "0");

    private static Dictionary<string, string> Sqlite(string path) => new() { ["Medusa__Journal__Kind"] = "sqlite", ["Medusa__Journal__Path"] = path };

    private static void AssertOneLine(CommandLine refused, params string[] words)
    {
        Assert.True(refused is { ExitCode: CannotStart, Lines.Count: 1 }, $"{refused.ExitCode}: {refused.Output}");
        Assert.All(words, word => Assert.Contains(word, refused.Output, StringComparison.Ordinal));
    }
}

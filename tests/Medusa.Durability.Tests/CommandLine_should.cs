using Medusa.Durability.Journals;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Journals;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>The command <c>medusa</c> against a server whose journal outlives it.</summary>
[Collection(AttackedServers.Name)]
public sealed class CommandLine_should
{
    [Fact]
    public async Task Verify_and_export_after_a_kill_what_it_rolled_out_before()
    {
        using var journal = new SqliteJournal();
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        var address = $"{server.Address}";
        var rolled = await CommandLine.RunAsync("rollout", "--url", address, "--episodes", "6", "--parallel", "3");
        Assert.True(rolled.ExitCode == 0, rolled.Output);
        var before = await ExportAsync(address);
        Assert.Equal(6, before.Count);

        server.Kill();
        await server.StartAgainAsync();
        var whole = await CommandLine.RunAsync("replay", "--all", "--url", address);
        Assert.True(whole.ExitCode == 0 && whole.Output.Contains("6 of 6 episodes", StringComparison.Ordinal), whole.Output);
        Assert.Equal(before, await ExportAsync(address));

        await server.StopAsync();
        var episode = (await Checking.JournalReader.ReadAsync(journal))[2];
        await JournalDamage.DoAsync(journal, episode.Id, step: 1, "digest", correctChecksum: true);
        await server.StartAgainAsync();
        var damaged = await CommandLine.RunAsync("replay", "--all", "--url", address);
        Assert.True(damaged.ExitCode == 1 && damaged.Output.Contains(episode.Id, StringComparison.Ordinal), damaged.Output);
        Assert.Equal(0, (await CommandLine.RunAsync("replay", "--episode", (await Checking.JournalReader.ReadAsync(journal))[0].Id, "--url", address)).ExitCode);
        Assert.Equal(1, (await CommandLine.RunAsync("replay", "--episode", episode.Id, "--url", address)).ExitCode);
    }

    [Fact]
    public async Task Name_an_episode_whose_row_was_damaged_and_verify_the_others()
    {
        using var journal = new SqliteJournal();
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        var address = $"{server.Address}";
        var rolled = await CommandLine.RunAsync("rollout", "--url", address, "--episodes", "4");
        Assert.True(rolled.ExitCode == 0, rolled.Output);
        server.Kill();
        var episode = (await Checking.JournalReader.ReadAsync(journal))[1];
        await JournalDamage.DoAsync(journal, episode.Id, step: 1, "half");
        await server.StartAgainAsync();

        var verified = await CommandLine.RunAsync("replay", "--all", "--url", address);
        Assert.True(verified.ExitCode == 1 && verified.Output.Contains(episode.Id, StringComparison.Ordinal), verified.Output);
        Assert.DoesNotContain("   at ", verified.Output, StringComparison.Ordinal);
        var exported = await CommandLine.RunAsync("export", "--since", "1h", "--status", "all", "--url", address);
        Assert.True(exported.ExitCode == 1 && exported.Lines.Count(line => line.StartsWith('{')) == 3 && exported.Output.Contains(episode.Id, StringComparison.Ordinal), exported.Output);
    }

    /// <summary>The exported lines, by content: a server lists episodes by id.</summary>
    private static async Task<IReadOnlyList<string>> ExportAsync(string address)
    {
        var exported = await CommandLine.RunAsync("export", "--since", "1h", "--status", "all", "--url", address);
        Assert.True(exported.ExitCode == 0, exported.Output);
        return [.. exported.Lines.Where(line => line.StartsWith('{'))];
    }
}

using Medusa.Durability.Checking;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;
using Xunit.Abstractions;

namespace Medusa.Durability.Tests;

/// <summary>Two gateways on one database, each of which has every episode in its memory and believes to own it.</summary>
[Collection(AttackedServers.Name)]
public sealed class TwoGateways_should(PostgresOfAllTests postgres, ITestOutputHelper output)
{
    [Fact]
    public async Task Write_one_history_where_every_client_changes_gateways_with_every_request() => await AttackAsync(copies: 1);

    [Fact]
    public async Task Write_one_history_where_every_request_comes_five_times_at_once_to_both() => await AttackAsync(copies: 5);

    [Fact]
    public async Task Write_one_history_of_groups_and_forks() => await AttackAsync(copies: 1, LoadKind.Families);

    [Fact]
    public async Task Write_one_history_of_groups_and_forks_that_come_three_times_at_once() => await AttackAsync(copies: 3, LoadKind.Families);

    [Fact]
    public async Task Write_one_history_of_sessions_whose_sockets_change_gateways() => await AttackAsync(copies: 1, LoadKind.Sessions);

    private async Task AttackAsync(int copies, LoadKind kind = LoadKind.Episodes)
    {
        using var journal = await TestedJournal.CreateAsync(JournalKind.PostgreSql, postgres);
        using var a = await MedusaProcess.StartAsync(journal.Settings, "a");
        using var b = await MedusaProcess.StartAsync(journal.Settings, "b");
        await using var load = RunningLoad.Start(LoadPlan.Alternating(a.Address, b.Address) with { Copies = copies, Kind = kind });
        await load.GoesOnAsync(Soak.Load);
        await load.StopAsync();
        output.WriteLine(load.History.Summary());

        var episodes = await HistoryChecker.AssertKeptAsync(load.History, journal);
        await Verification.AssertAsync(a.Address, episodes, atMost: 30);
        await Verification.AssertAsync(b.Address, episodes, atMost: 30);
    }
}

using Medusa.Durability.Checking;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;
using Xunit.Abstractions;

namespace Medusa.Durability.Tests;

/// <summary>Three gateways on one database behind nginx, of which one dies and one more comes under load.</summary>
[Collection(AttackedServers.Name)]
public sealed class BalancedGateways_should(PostgresOfAllTests postgres, ITestOutputHelper output)
{
    [Fact]
    public async Task Answer_right_while_one_dies_and_one_more_comes()
    {
        using var journal = await TestedJournal.CreateAsync(JournalKind.PostgreSql, postgres);
        using var a = await MedusaProcess.StartAsync(journal.Settings, "a");
        using var b = await MedusaProcess.StartAsync(journal.Settings, "b");
        using var c = await MedusaProcess.StartAsync(journal.Settings, "c");
        using var proxy = await NginxProxy.StartAsync(a, b, c);
        await using var load = RunningLoad.Start(LoadPlan.On(proxy.Address));

        await load.IsServedAsync(50, TimeSpan.FromSeconds(30));
        await load.GoesOnAsync(Soak.Load / 4);
        a.Kill();
        await load.IsServedAsync(50, TimeSpan.FromSeconds(30));
        await load.GoesOnAsync(Soak.Load / 4);
        using var d = await MedusaProcess.StartAsync(journal.Settings, "d");
        await proxy.ChangeAsync(b, c, d);
        await load.IsServedAsync(50, TimeSpan.FromSeconds(30));
        await load.GoesOnAsync(Soak.Load / 4);
        await load.StopAsync();
        output.WriteLine(load.History.Summary());

        var episodes = await HistoryChecker.AssertKeptAsync(load.History, journal);
        await Verification.AssertAsync(proxy.Address, episodes, atMost: 50);
    }
}

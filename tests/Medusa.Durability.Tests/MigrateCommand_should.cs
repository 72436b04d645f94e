using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>Tables that another user makes than the one who serves.</summary>
[Collection(AttackedServers.Name)]
public sealed class MigrateCommand_should(PostgresOfAllTests postgres)
{
    private const int CannotStart = 3;

    [Fact]
    public async Task Make_the_tables_that_a_server_without_the_right_to_waits_for()
    {
        var server = await postgres.StartedAsync();
        var settings = new Dictionary<string, string>
        {
            ["Medusa__Journal__Kind"] = "postgresql",
            ["Medusa__Journal__ConnectionString"] = server.ConnectionString(await server.CreateDatabaseAsync()),
            ["Medusa__Journal__CreateSchema"] = "false",
            ["Medusa__Journal__StartWait"] = "00:00:00",
            ["Logging__LogLevel__Default"] = "Warning",
        };

        var refused = await CommandLine.RunAsync(settings, "serve", "--port", "0");
        Assert.True(refused is { ExitCode: CannotStart, Lines: [var line] } && line.Contains("medusa journal migrate", StringComparison.Ordinal), refused.Output);

        var made = await CommandLine.RunAsync(settings, "journal", "migrate");
        Assert.True(made is { ExitCode: 0, Lines: ["The journal has schema 2 now (migrations made: 2)."] }, made.Output);
        var again = await CommandLine.RunAsync(settings, "journal", "migrate");
        Assert.True(again is { ExitCode: 0, Lines: ["The journal has schema 2 already."] }, again.Output);
        using var served = await MedusaProcess.StartAsync(settings);
    }
}

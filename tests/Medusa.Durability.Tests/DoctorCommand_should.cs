using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>What <c>medusa doctor</c> says of a PostgreSQL journal as it comes to be.</summary>
[Collection(AttackedServers.Name)]
public sealed class DoctorCommand_should(PostgresOfAllTests postgres)
{
    private const int FoundAProblem = 1;

    [Fact]
    public async Task Follow_a_database_from_nothing_to_its_tables()
    {
        var server = await postgres.StartedAsync();
        var settings = Settings(server.ConnectionString(await server.CreateDatabaseAsync()));

        await AssertFindsAsync(settings, 0, "ok +journal +PostgreSQL .* answers; it has no tables of Medusa's yet, which the next start makes.");
        await AssertFindsAsync(settings, FoundAProblem, "PROBLEM +journal +The database has no tables of Medusa's yet, and Medusa:Journal:CreateSchema is false.", "--Medusa:Journal:CreateSchema=false");
        await CommandLine.RunAsync(settings, "journal", "migrate");
        await AssertFindsAsync(settings, 0, "ok +journal +PostgreSQL .* answers and has the present schema.", "--Medusa:Journal:CreateSchema=false");
        await AssertFindsAsync(settings, 0, "ok +journal +The database's clock is 0.0 s ");
        await AssertFindsAsync(settings, 0, "ok +journal +A round trip to the database takes [0-9.]+ ms.");
    }

    [Fact]
    public async Task Name_a_database_that_takes_no_writes()
    {
        var server = await postgres.StartedAsync();
        var settings = Settings($"{server.ConnectionString(await server.CreateDatabaseAsync())};Options=-c default_transaction_read_only=on");
        await AssertFindsAsync(settings, FoundAProblem, "PROBLEM +journal +PostgreSQL .* takes no writes");
    }

    [Fact]
    public async Task Name_a_database_that_is_not_there()
    {
        var server = await postgres.StartedAsync();
        await AssertFindsAsync(Settings(server.ConnectionString("atlantis")), FoundAProblem, "PROBLEM +journal +Cannot use the PostgreSQL journal .*atlantis");
    }

    private static Dictionary<string, string> Settings(string connection) => new() { ["Medusa__Journal__Kind"] = "postgresql", ["Medusa__Journal__ConnectionString"] = connection };

    private static async Task AssertFindsAsync(Dictionary<string, string> settings, int exitCode, string line, params string[] arguments)
    {
        var run = await CommandLine.RunAsync(settings, ["doctor", "--port", "0", .. arguments]);
        Assert.True(run.ExitCode == exitCode, run.Output);
        Assert.Matches($"(?m)^{line}", run.Output);
    }
}

using System.Text;
using Medusa.Durability.Tests.Checking;
using Medusa.Durability.Tests.History;
using Medusa.Durability.Tests.Journals;
using Medusa.Durability.Tests.Load;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>Somebody or something changes one row of the journal while no server runs.</summary>
[Collection(AttackedServers.Name)]
public sealed class DamagedRow_should(PostgresOfAllTests postgres)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(JournalKind.Sqlite, "digest")]
    [InlineData(JournalKind.Sqlite, "bytes")]
    [InlineData(JournalKind.Sqlite, "half")]
    [InlineData(JournalKind.PostgreSql, "digest")]
    [InlineData(JournalKind.PostgreSql, "bytes")]
    [InlineData(JournalKind.PostgreSql, "half")]
    public async Task Stop_its_own_episode_with_a_typed_error_and_no_other(JournalKind kind, string damage)
    {
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        var calls = new EpisodeCalls(new CallHistory(), Limit);
        var episodes = new List<SteppedEpisode>();
        for (var i = 0; i < 4; i++)
        {
            episodes.Add(await SteppedEpisode.StartAsync(calls, server.Address, $"row{i}"));
            await episodes[i].StepAsync(server.Address, 4);
        }

        server.Kill();
        await DamageAsync(journal, episodes[1].Id, text => Damage(text, damage));
        await server.StartAgainAsync();

        AssertTyped(await calls.StepAsync(0, server.Address, episodes[1].Id, "after", 5, "SYNC_CHECK"));
        AssertTyped(await calls.StepAsync(0, server.Address, episodes[1].Id, "row1-2", 2, "SYNC_CHECK"));
        var verified = await EpisodeCalls.PostAsync(server.Address, $"/v1/episodes/{episodes[1].Id}/verify", "", Limit);
        Assert.True(verified is Outcome.Answered answer ? answer.Body.Contains("\"ok\":false", StringComparison.Ordinal) : IsTyped(verified), $"{verified}");
        foreach (var path in new[] { "", "/state", "/log", "/trajectory", "/tables" })
        {
            Assert.NotEqual(500, await Gateways.StatusAsync(server.Address, $"/v1/episodes/{episodes[1].Id}{path}"));
        }

        Assert.Equal(200, await Gateways.StatusAsync(server.Address, "/v1/episodes"));
        Assert.Equal(200, await Gateways.StatusAsync(server.Address, "/ready"));
        foreach (var other in episodes.Where((_, number) => number != 1))
        {
            await other.StepAsync(server.Address);
        }
    }

    private static string Damage(string text, string damage)
    {
        switch (damage)
        {
            case "digest":
                const string Field = "\"state_digest\":\"";
                var at = text.IndexOf(Field, StringComparison.Ordinal) + Field.Length;
                return text[..at] + (text[at] == '0' ? '1' : '0') + text[(at + 1)..];
            case "bytes":
                return text[..(text.Length / 2)] + "\"\"\"}}}]]]" + text[(text.Length / 2 + 9)..];
            default:
                return text[..(text.Length / 2)];
        }
    }

    private static async Task DamageAsync(TestedJournal journal, string episode, Func<string, string> damage)
    {
        const string Row = "kind = 'step_taken' and step = 2 and episode = (select episode from episodes where id = @id)";
        await using var connection = journal.Connect();
        await connection.OpenAsync();
        await using var read = connection.CreateCommand();
        read.CommandText = $"select event from events where {Row}";
        Add(read, "@id", episode);
        var old = await read.ExecuteScalarAsync();

        await using var write = connection.CreateCommand();
        write.CommandText = $"update events set event = @event where {Row}";
        Add(write, "@id", episode);
        Add(write, "@event", old is byte[] bytes ? Encoding.UTF8.GetBytes(damage(Encoding.UTF8.GetString(bytes))) : damage((string)old!));
        Assert.Equal(1, await write.ExecuteNonQueryAsync());
    }

    private static void Add(System.Data.Common.DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static void AssertTyped(Outcome outcome) => Assert.True(IsTyped(outcome), $"Not refused with a type: {outcome}");

    private static bool IsTyped(Outcome outcome) => outcome is Outcome.Refused { Status: 409 or 503, Code.Length: > 0 };
}

using System.Text.Json;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>A second socket attaches to a session that has one, on this gateway and on another, before and after a restart.</summary>
[Collection(AttackedServers.Name)]
public sealed class SharedSession_should(PostgresOfAllTests postgres)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(JournalKind.Sqlite)]
    [InlineData(JournalKind.PostgreSql)]
    public async Task Tell_the_older_socket_at_once_on_the_same_gateway(JournalKind kind)
    {
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        using var older = await BeginAsync(server, "same");
        using var newer = await SessionSocket.ConnectAsync(server.Address, "same", Limit);

        Assert.Equal("session_superseded", SessionReply.Code(Assert.NotNull(await older.ReceiveAsync(Limit))));
        Assert.Null(await older.ReceiveAsync(Limit));
        Assert.Equal(1000, older.CloseStatus);
        await AssertGoesOnAsync(newer, expected: 3);
    }

    [Fact]
    public async Task Tell_the_older_socket_on_another_gateway_when_it_asks_for_the_state()
    {
        using var journal = await TestedJournal.CreateAsync(JournalKind.PostgreSql, postgres);
        using var a = await MedusaProcess.StartAsync(journal.Settings, "a");
        using var b = await MedusaProcess.StartAsync(journal.Settings, "b");
        using var older = await BeginAsync(a, "state");
        using var newer = await SessionSocket.ConnectAsync(b.Address, "state", Limit);
        await AssertGoesOnAsync(newer, expected: 3);

        await AssertSupersededAsync(older, SessionRequests.State);
        await AssertStandsAsync(newer, steps: 3);
    }

    [Fact]
    public async Task Take_from_the_older_socket_on_another_gateway_a_step_that_fits_and_no_other()
    {
        using var journal = await TestedJournal.CreateAsync(JournalKind.PostgreSql, postgres);
        using var a = await MedusaProcess.StartAsync(journal.Settings, "a");
        using var b = await MedusaProcess.StartAsync(journal.Settings, "b");
        using var older = await BeginAsync(a, "fits");
        using var newer = await SessionSocket.ConnectAsync(b.Address, "fits", Limit);

        Assert.Equal("observation", Kind(await older.StepAsync("SYNC_CHECK", Limit)));
        await AssertGoesOnAsync(newer, expected: 4);
        await AssertSupersededAsync(older, SessionRequests.Step("PREP_KEYS_A"));
        await AssertStandsAsync(newer, steps: 4);
    }

    [Theory]
    [InlineData(JournalKind.Sqlite)]
    [InlineData(JournalKind.PostgreSql)]
    public async Task Ask_once_which_step_is_meant_after_the_server_was_killed(JournalKind kind)
    {
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var server = await MedusaProcess.StartAsync(journal.Settings);
        using var lost = await BeginAsync(server, "killed");
        server.Kill();
        await server.StartAgainAsync();

        using var first = await SessionSocket.ConnectAsync(server.Address, "killed", Limit);
        await AssertGoesOnAsync(first, expected: 3);
        using var second = await SessionSocket.ConnectAsync(server.Address, "killed", Limit);
        await AssertStandsAsync(second, steps: 3);
        Assert.Equal("observation", Kind(await second.StepAsync("SYNC_CHECK", Limit)));
        using var third = await SessionSocket.ConnectAsync(server.Address, "killed", Limit);
        Assert.Equal("observation", Kind(await third.AskAsync(SessionRequests.Step("SYNC_CHECK", 4, ""), Limit)));
        await AssertStandsAsync(third, steps: 4);
    }

    private static async Task<SessionSocket> BeginAsync(MedusaProcess server, string key)
    {
        var socket = await SessionSocket.ConnectAsync(server.Address, key, Limit);
        Assert.Equal("observation", Kind(await socket.AskAsync(SessionRequests.Reset(key, seed: 1), Limit)));
        Assert.Equal("observation", Kind(await socket.StepAsync("SYNC_CHECK", Limit)));
        Assert.Equal("observation", Kind(await socket.StepAsync("PREP_KEYS_A", Limit)));
        return socket;
    }

    /// <summary>The first step is refused with the number that is next, and the second attempt is taken as that.</summary>
    private static async Task AssertGoesOnAsync(SessionSocket socket, int expected)
    {
        var refused = await socket.StepAsync("SYNC_CHECK", Limit);
        Assert.True(SessionReply.Code(refused) == "resume_required" && refused.GetProperty("data").GetProperty("expected_step").GetInt32() == expected, $"{refused}");
        var taken = await socket.StepAsync("SYNC_CHECK", Limit);
        Assert.True(Kind(taken) == "observation" && taken.GetProperty("data").GetProperty("metadata").GetProperty("step").GetInt32() == expected, $"{taken}");
    }

    private static async Task AssertStandsAsync(SessionSocket socket, int steps) =>
        Assert.Equal(steps, (await socket.AskAsync(SessionRequests.State, Limit)).GetProperty("data").GetProperty("step_count").GetInt32());

    private static async Task AssertSupersededAsync(SessionSocket socket, string frame)
    {
        Assert.Equal("session_superseded", SessionReply.Code(await socket.AskAsync(frame, Limit)));
        Assert.Null(await socket.ReceiveAsync(Limit));
    }

    private static string? Kind(JsonElement frame) => frame.GetProperty("type").GetString();
}

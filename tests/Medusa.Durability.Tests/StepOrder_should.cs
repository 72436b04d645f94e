using Medusa.Durability.Checking;
using Medusa.Durability.History;
using Medusa.Durability.Journals;
using Medusa.Durability.Load;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;

namespace Medusa.Durability.Tests;

/// <summary>Steps that come in the wrong order, under wrong names and to a gateway that does not know the episode.</summary>
[Collection(AttackedServers.Name)]
public sealed class StepOrder_should(PostgresOfAllTests postgres)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(JournalKind.Sqlite)]
    [InlineData(JournalKind.PostgreSql)]
    public async Task Survive_gaps_and_changed_repeats(JournalKind kind)
    {
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var a = await MedusaProcess.StartAsync(journal.Settings, "a");
        using var second = await SecondAsync(kind, journal);
        var b = second ?? a;
        var calls = new EpisodeCalls(new CallHistory(), Limit);
        var wrong = new EpisodeCalls(new CallHistory(), Limit);
        var episode = await SteppedEpisode.StartAsync(calls, a.Address, "gaps");

        for (var round = 0; round < 4; round++)
        {
            await episode.StepAsync(a.Address, 2);
            var before = await episode.ReadAsync(a.Address);
            foreach (var gateway in new[] { b.Address, a.Address })
            {
                await AssertRefusesAsync(wrong, gateway, episode);
                Assert.Equal(before, await episode.ReadAsync(gateway));
            }

            await episode.StepAsync(b.Address);
        }

        await HistoryChecker.AssertKeptAsync(calls.History, journal, atLeast: 13);
    }

    [Theory]
    [InlineData(JournalKind.Sqlite)]
    [InlineData(JournalKind.PostgreSql)]
    public async Task Be_the_order_of_the_numbers_where_requests_come_shuffled(JournalKind kind)
    {
        const int Steps = 12;
        using var journal = await TestedJournal.CreateAsync(kind, postgres);
        using var a = await MedusaProcess.StartAsync(journal.Settings, "a");
        using var second = await SecondAsync(kind, journal);
        var calls = new EpisodeCalls(new CallHistory(), Limit);
        var shuffled = new EpisodeCalls(new CallHistory(), Limit);
        var episode = await SteppedEpisode.StartAsync(calls, a.Address, "shuffled");

        var steps = Enumerable.Range(1, Steps).ToArray();
        Random.Shared.Shuffle(steps);
        await Task.WhenAll(steps.Select((step, place) => AskUntilTakenAsync(shuffled, place % 2 == 0 ? a : second ?? a, episode.Id, step)));

        var journaled = await JournalReader.ReadAsync(journal);
        Call[] all = [.. calls.History.Calls, .. shuffled.History.Calls];
        Assert.Empty(JournalRules.Check(journaled).Concat(AcknowledgementRules.Check(all, journaled)).Concat(OriginRules.Check(all, journaled)));
        Assert.Equal(Steps, journaled.Single().Steps.Count());
    }

    private static async Task AssertRefusesAsync(EpisodeCalls wrong, Uri gateway, SteppedEpisode episode)
    {
        var next = episode.Taken + 1;
        Task<Outcome> AskAsync(int step, string action, string requestId) => wrong.StepAsync(0, gateway, episode.Id, requestId, step, action);

        Refusals.AssertStepConflict(await AskAsync(next + 1, "SYNC_CHECK", "gap"), next);
        Refusals.AssertStepConflict(await AskAsync(next + 1000, "SYNC_CHECK", "wide gap"), next);
        Refusals.AssertStepConflict(await AskAsync(next - 1, "PREP_KEYS_A", "changed repeat"), next);
        Refusals.AssertConflict(await AskAsync(next - 1, "PREP_KEYS_A", $"gaps-{next - 1}"), "request_conflict");
        Refusals.AssertConflict(await AskAsync(next, "SYNC_CHECK", $"gaps-{next - 1}"), "request_conflict");
        Assert.IsType<Outcome.Answered>(await AskAsync(next - 1, "SYNC_CHECK", $"gaps-{next - 1}"));
        Assert.True(await AskAsync(0, "SYNC_CHECK", "zero") is Outcome.Refused { Status: 409 or 422 }, "step 0 is refused");
        Assert.True(await AskAsync(-1, "SYNC_CHECK", "negative") is Outcome.Refused { Status: 409 or 422 }, "step -1 is refused");
        Assert.True(await AskAsync(next, "NO_SUCH_ACTION", "unknown action") is Outcome.Refused { Status: 422 }, "an unknown action is refused");
    }

    private static async Task AskUntilTakenAsync(EpisodeCalls calls, MedusaProcess gateway, string episode, int step)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                var outcome = await calls.StepAsync(step, gateway.Address, episode, $"shuffled-{step}", step, "SYNC_CHECK");
                if (outcome is Outcome.Refused { MayBeRepeated: false })
                {
                    Refusals.AssertConflict(outcome, "step_conflict");
                }

                return outcome is Outcome.Answered;
            },
            TimeSpan.FromSeconds(30),
            $"step {step} is taken");
    }

    private static async Task<MedusaProcess?> SecondAsync(JournalKind kind, TestedJournal journal) =>
        kind == JournalKind.PostgreSql ? await MedusaProcess.StartAsync(journal.Settings, "b") : null;
}

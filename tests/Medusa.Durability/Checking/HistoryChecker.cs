using Medusa.Durability.History;
using Medusa.Durability.Journals;

namespace Medusa.Durability.Checking;

/// <summary>Judges what clients saw by what the journal holds. It shares no code with the server.</summary>
public static class HistoryChecker
{
    /// <summary>Every promise that was not kept.</summary>
    public static IReadOnlyList<Violation> Check(IReadOnlyList<Call> calls, IReadOnlyList<JournaledEpisode> journal) =>
        [.. JournalRules.Check(journal), .. ForkRules.Check(journal), .. AcknowledgementRules.Check(calls, journal), .. OriginRules.Check(calls, journal), .. ResolutionRules.Check(calls)];

    /// <summary>Fails with the first violations where a promise was not kept, or where so little happened that nothing was tested.</summary>
    /// <returns>The journal's episodes.</returns>
    public static async Task<IReadOnlyList<JournaledEpisode>> AssertKeptAsync(CallHistory history, TestedJournal journal, int atLeast = 50)
    {
        var calls = history.Calls;
        var episodes = await JournalReader.ReadAsync(journal);
        var violations = Check(calls, episodes);
        Assert.True(violations.Count == 0, $"{violations.Count} violations in {history.Summary()}:{Environment.NewLine}{string.Join(Environment.NewLine, violations.Take(10))}");
        Assert.True(history.Acknowledged >= atLeast, $"Only {history.Summary()}: too little to judge by.");
        return episodes;
    }
}

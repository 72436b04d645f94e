namespace Medusa.Durability.Tests.Checking;

/// <summary>An episode as the journal holds it.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="RequestId">The name of the request that created it.</param>
/// <param name="Rows">Its events, by index.</param>
public sealed record JournaledEpisode(string? Owner, string Id, string? RequestId, IReadOnlyList<JournalRow> Rows)
{
    /// <summary>The rows that are steps.</summary>
    public IEnumerable<JournalRow> Steps => Rows.Where(row => row.IsStep);
}

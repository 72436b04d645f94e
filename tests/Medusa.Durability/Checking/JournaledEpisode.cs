using System.Text.Json;

namespace Medusa.Durability.Checking;

/// <summary>An episode as the journal holds it.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="RequestId">The name of the request that created it.</param>
/// <param name="Rows">Its events, by index.</param>
public sealed record JournaledEpisode(string? Owner, string Id, string? RequestId, IReadOnlyList<JournalRow> Rows)
{
    /// <summary>The rows that are steps.</summary>
    public IEnumerable<JournalRow> Steps => Rows.Where(row => row.IsStep);

    /// <summary>Whether it began as a copy.</summary>
    public bool IsFork => Rows.Count > 0 && Rows[0].Kind == JournalRow.EpisodeForked;

    /// <summary>After which step of its parent it began; 0 for an episode that is no fork.</summary>
    public int BeginsAfter => IsFork ? Rows[0].Step ?? 0 : 0;

    /// <summary>How many steps lead to where it stands, its ancestors' among them.</summary>
    public int LastStep => BeginsAfter + Steps.Count();

    /// <summary>What a fork's first event says of its parent and the step; null where it says nothing.</summary>
    public (string? Parent, int? At) Origin()
    {
        try
        {
            using var first = JsonDocument.Parse(Rows[0].Event);
            var root = first.RootElement;
            return (root.TryGetProperty("parent", out var parent) ? parent.GetString() : null, root.TryGetProperty("at", out var at) ? at.GetInt32() : null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }
}

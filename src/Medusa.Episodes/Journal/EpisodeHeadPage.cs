using System.Runtime.CompilerServices;

namespace Medusa.Episodes;

/// <summary>A page of an owner's episodes, as a database reads them.</summary>
/// <param name="Heads">Where they stand. An episode whose first event cannot be read is left out, so there may be fewer than the page has episodes.</param>
/// <param name="Last">The id after which the next page begins; null where this is the last.</param>
public sealed record EpisodeHeadPage(IReadOnlyList<EpisodeHead> Heads, string? Last)
{
    /// <summary>How many episodes a page has.</summary>
    public const int Size = 256;

    /// <summary>All heads, page after page.</summary>
    /// <param name="read">Reads the page after an id.</param>
    /// <param name="after">Only ids after this one; null for all.</param>
    /// <param name="cancellation">Stops between pages.</param>
    public static async IAsyncEnumerable<EpisodeHead> ReadAllAsync(
        Func<string, ValueTask<EpisodeHeadPage>> read, string? after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        for (var from = after ?? string.Empty; from is not null;)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await read(from).ConfigureAwait(false);
            foreach (var head in page.Heads)
            {
                yield return head;
            }

            from = page.Last;
        }
    }
}

using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>
/// The episodes that callers started over OpenEnv's HTTP routes of this gateway: by the caller's label, and those without one, on which requests without an id act.
/// </summary>
/// <param name="options">How many are remembered; the oldest is forgotten first.</param>
internal sealed class HttpEpisodes(GatewayOptions options)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Entry> entries = new();
    private readonly Dictionary<(Owner Owner, string Environment), List<LinkedListNode<Entry>>> byCaller = [];

    /// <summary>Remembers an episode.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="label">What the caller calls it; null makes it the one that requests without an id act on.</param>
    /// <param name="id">The episode.</param>
    /// <returns>The anonymous caller's former episode without a label, to be closed; else null.</returns>
    public EpisodeId? Started(Owner owner, string environment, string? label, EpisodeId id)
    {
        lock (gate)
        {
            var mine = Mine(owner, environment);
            if (mine.Find(node => node.Value.Id == id) is { } known)
            {
                // A repeated request: the episode is the latest again.
                mine.Remove(known);
                mine.Add(known);
                return null;
            }

            var former = Replaced(mine, owner, label);
            if (former is not null)
            {
                Forget(former);
            }

            var entry = entries.AddLast(new Entry(owner, environment, label, id));
            Mine(owner, environment).Add(entry);
            if (entries.Count > options.MaxHttpEpisodes)
            {
                Forget(entries.First!);
            }

            return former?.Value.Id;
        }
    }

    /// <summary>The episode that the start of another one would close; null for none.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="label">What the caller will call the other one; null for nothing.</param>
    public EpisodeId? FindReplaced(Owner owner, string environment, string? label)
    {
        lock (gate)
        {
            return byCaller.TryGetValue((owner, environment), out var mine) ? Replaced(mine, owner, label)?.Value.Id : null;
        }
    }

    /// <summary>Notes that an episode has ended.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="id">The episode.</param>
    public void Ended(Owner owner, string environment, EpisodeId id)
    {
        lock (gate)
        {
            if (byCaller.GetValueOrDefault((owner, environment))?.Find(node => node.Value.Id == id) is { } node)
            {
                node.Value.IsDone = true;
            }
        }
    }

    /// <summary>Whether the caller started an episode of an environment here.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="environment">The environment's name.</param>
    public bool Has(Owner owner, string environment)
    {
        lock (gate)
        {
            return byCaller.ContainsKey((owner, environment));
        }
    }

    /// <summary>The episode that a request means.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="name">The id or label that was sent; null for none.</param>
    /// <param name="problem">Why there is none; null where there simply was no reset yet.</param>
    public EpisodeId? Find(Owner owner, string environment, string? name, out Problem? problem)
    {
        problem = null;
        lock (gate)
        {
            var mine = byCaller.GetValueOrDefault((owner, environment)) ?? [];
            if (name is not null)
            {
                return mine.FindLast(node => node.Value.Label == name)?.Value.Id ?? Parse(name, out problem);
            }

            var unnamed = mine.FindAll(node => node.Value.Label is null);
            var running = unnamed.FindAll(node => !node.Value.IsDone);
            if (running.Count > 1)
            {
                problem = new Problem(ProblemCode.AmbiguousEpisode, $"{running.Count} of your episodes run here: send the episode_id that the reset answered with.");
                return null;
            }

            return (running.Count == 1 ? running[0] : unnamed.LastOrDefault())?.Value.Id;
        }
    }

    private static LinkedListNode<Entry>? Replaced(List<LinkedListNode<Entry>> mine, Owner owner, string? label) =>
        label is null && owner == Owner.Anonymous ? mine.Find(node => node.Value.Label is null) : null;

    private static EpisodeId? Parse(string name, out Problem? problem)
    {
        problem = null;
        if (EpisodeId.TryParse(name, out var id))
        {
            return id;
        }

        problem = new Problem(ProblemCode.UnknownEpisode, "There is no such episode: send the episode_id that the reset answered with.");
        return null;
    }

    private List<LinkedListNode<Entry>> Mine(Owner owner, string environment)
    {
        if (!byCaller.TryGetValue((owner, environment), out var mine))
        {
            byCaller[(owner, environment)] = mine = [];
        }

        return mine;
    }

    private void Forget(LinkedListNode<Entry> node)
    {
        entries.Remove(node);
        var key = (node.Value.Owner, node.Value.Environment);
        byCaller[key].Remove(node);
        if (byCaller[key].Count == 0)
        {
            byCaller.Remove(key);
        }
    }

    private sealed record Entry(Owner Owner, string Environment, string? Label, EpisodeId Id)
    {
        public bool IsDone { get; set; }
    }
}

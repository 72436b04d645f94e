namespace Medusa.Episodes;

/// <summary>One episode's events. Added to under its own lock; what is read is a copy.</summary>
internal sealed class MemoryLog(EpisodeEvent first)
{
    private readonly Lock gate = new();
    private EpisodeEvent[] events = [first, null!, null!, null!];
    private int used = 1;

    public string? RequestId => events[0].Beginning?.RequestId;

    public string? Session => events[0].Beginning?.Session;

    public DateTimeOffset? Deadline => events[0].Beginning?.Deadline;

    public TimeSpan? IdleTimeout => events[0].Beginning?.IdleTimeout;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return used;
            }
        }
    }

    public bool HasEnded
    {
        get
        {
            lock (gate)
            {
                return events[used - 1].EndsEpisode;
            }
        }
    }

    public DateTimeOffset LastEventAt
    {
        get
        {
            lock (gate)
            {
                return events[used - 1].WallTime;
            }
        }
    }

    public bool TryAdd(int expectedIndex, EpisodeEvent added)
    {
        lock (gate)
        {
            if (used != expectedIndex)
            {
                return false;
            }

            if (used == events.Length)
            {
                Array.Resize(ref events, used * 2);
            }

            events[used++] = added;
            return true;
        }
    }

    /// <summary>The episode as one use of its environment.</summary>
    public EnvironmentUse Use()
    {
        lock (gate)
        {
            var beginning = events[0].Beginning!;
            var last = events[used - 1];
            return new EnvironmentUse(beginning.Environment, beginning.Version, beginning.Provenance.Id, beginning.Provenance.Version)
            {
                Running = last.EndsEpisode ? 0 : 1,
                Ended = last.EndsEpisode ? 1 : 0,
                NewestStart = events[0].WallTime,
                NewestEnd = last.EndsEpisode ? last.WallTime : null,
            };
        }
    }

    public EpisodeEvent[] Read()
    {
        lock (gate)
        {
            return events[..used];
        }
    }

    public StepTaken? ReadStep(int step)
    {
        lock (gate)
        {
            var index = step - (events[0] is EpisodeForked forked ? forked.At : 0);
            return index > 0 && index < used ? events[index] as StepTaken : null;
        }
    }
}

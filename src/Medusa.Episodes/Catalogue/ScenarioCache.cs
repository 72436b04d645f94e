using System.Collections.Concurrent;
using System.Numerics;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// Scenarios by (environment, version, seed, options), shared by the episodes that ask for the same one. Bounded by entries and by rows; those that nobody asked
/// for since the last round make room first. Two callers that miss at once generate the same scenario twice and keep one.
/// </summary>
/// <param name="maxEntries">How many scenarios are kept; 0 for none.</param>
/// <param name="maxRows">How many table rows they may hold together.</param>
/// <param name="metrics">Counts hits and misses; null for none.</param>
internal sealed class ScenarioCache(int maxEntries, long maxRows, EpisodeMetrics? metrics = null)
{
    private readonly ConcurrentDictionary<Key, Entry> entries = new();
    private readonly Queue<Entry> rounds = new();
    private readonly Lock gate = new();
    private long rows;

    public int Count => entries.Count;

    public long Rows => Interlocked.Read(ref rows);

    /// <summary>The scenario of a request, generated where it is not kept.</summary>
    public Scenario Get(EnvironmentDefinition environment, ScenarioRequest request)
    {
        var key = new Key(environment, request.Seed.Number, request.Seed.Text, request.Options, request.WasSeedGiven);
        if (entries.TryGetValue(key, out var known))
        {
            known.WasAsked = true;
            metrics?.AskedForScenario(environment.Name, wasKept: true);
            return known.Scenario;
        }

        metrics?.AskedForScenario(environment.Name, wasKept: false);
        var scenario = environment.Scenarios.Generate(request);
        if (scenario is not { State: not null })
        {
            throw new FoldFaultException("The generator gave no scenario or no state.");
        }

        return Keep(new Entry(key, scenario, RowsOf(scenario)));
    }

    /// <summary>Drops an environment's scenarios.</summary>
    public void Forget(EnvironmentDefinition environment)
    {
        lock (gate)
        {
            var kept = rounds.Where(entry => !ReferenceEquals(entry.Key.Environment, environment)).ToArray();
            if (kept.Length == rounds.Count)
            {
                return;
            }

            rounds.Clear();
            entries.Clear();
            rows = 0;
            foreach (var entry in kept)
            {
                rounds.Enqueue(entry);
                entries[entry.Key] = entry;
                rows += entry.Rows;
            }
        }
    }

    private Scenario Keep(Entry entry)
    {
        if (maxEntries == 0 || entry.Rows > maxRows)
        {
            return entry.Scenario;
        }

        lock (gate)
        {
            if (!entries.TryAdd(entry.Key, entry))
            {
                return entries.TryGetValue(entry.Key, out var known) ? known.Scenario : entry.Scenario;
            }

            rounds.Enqueue(entry);
            rows += entry.Rows;
            while (rounds.Count > maxEntries || rows > maxRows)
            {
                var oldest = rounds.Dequeue();
                if (oldest.WasAsked && !ReferenceEquals(oldest, entry))
                {
                    oldest.WasAsked = false;
                    rounds.Enqueue(oldest);
                    continue;
                }

                rows -= oldest.Rows;
                entries.TryRemove(oldest.Key, out _);
            }
        }

        return entry.Scenario;
    }

    private static long RowsOf(Scenario scenario)
    {
        long sum = 1;
        for (var index = 0; index < scenario.State.Schema.TableNames.Length; index++)
        {
            sum += scenario.State.TableAt(index).RowCount;
        }

        return sum;
    }

    private readonly record struct Key(EnvironmentDefinition Environment, BigInteger Seed, string Text, Record Options, bool WasSeedGiven)
    {
        public override int GetHashCode() => HashCode.Combine(Environment, Seed, Options);
    }

    private sealed class Entry(Key key, Scenario scenario, long rows)
    {
        public Key Key { get; } = key;

        public Scenario Scenario { get; } = scenario;

        public long Rows { get; } = rows;

        public bool WasAsked { get; set; }
    }
}

using System.Collections.Concurrent;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What owners use and may use in this process.</summary>
/// <param name="keys">The keys' own limits.</param>
/// <param name="defaults">What holds where a key says nothing.</param>
/// <param name="clock">The time.</param>
internal sealed class Quotas(ApiKeys keys, LimitOptions defaults, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Owner, OwnerUse> uses = new();
    private readonly bool hasDefaults = Allowance.Of(null, defaults).LimitsAnything;

    /// <summary>What an owner uses and may use; null where nothing limits it, which costs two reads where nobody is limited.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="allowance">What it may use.</param>
    public OwnerUse? Of(Owner owner, out Allowance allowance)
    {
        var current = keys.Current;
        if (!hasDefaults && !current.HasLimits)
        {
            allowance = default;
            return null;
        }

        var use = uses.GetOrAdd(owner, static (_, clock) => new OwnerUse(clock), clock);
        var terms = use.Terms;
        if (terms.Source != current)
        {
            use.Terms = terms = new Terms(current, Allowance.Of(current.Find(owner.Value)?.Limits, defaults));
        }

        allowance = terms.Allowance;
        return allowance.LimitsAnything ? use : null;
    }
}

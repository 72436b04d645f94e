using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// The first loads of one joined table by the step at which they happen: episodes that share a scenario mostly load at the same few steps, and then share
/// Silver, its digest and its audit. Thread-safe; two threads may build the same load once each.
/// </summary>
/// <param name="joined">The joined table.</param>
internal sealed class FirstLoads(Table joined)
{
    private readonly ScdOutcome?[] known = new ScdOutcome?[24];

    /// <summary>The load at a step.</summary>
    /// <param name="step">The step, from 1.</param>
    public ScdOutcome At(int step)
    {
        if (step >= known.Length)
        {
            return Load(step);
        }

        return Volatile.Read(ref known[step]) ?? Interlocked.CompareExchange(ref known[step], Load(step), null) ?? known[step]!;
    }

    private ScdOutcome Load(int step) => new(2, HistoryColumns.Open(joined, OperatorContext.Epoch.AddHours(step)), joined.RowCount, 0);
}

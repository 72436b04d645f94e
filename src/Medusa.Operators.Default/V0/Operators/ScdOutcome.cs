using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>What an SCD action makes of Silver, with what it reports.</summary>
internal sealed class ScdOutcome
{
    private static readonly RecordShape Shape = new("scd_type", "inserts", "updates", "silver_rows");

    private readonly string type;
    private readonly int inserts;
    private readonly int updates;
    private readonly string message;
    private readonly Record metrics;

    /// <summary>An outcome.</summary>
    /// <param name="type">1 or 2.</param>
    /// <param name="silver">Silver afterwards.</param>
    /// <param name="inserts">Joined rows whose key was new.</param>
    /// <param name="updates">Rows replaced (SCD-1) or re-versioned (SCD-2).</param>
    public ScdOutcome(int type, Table silver, int inserts, int updates)
    {
        this.type = type == 1 ? "SCD-1" : "SCD-2";
        this.inserts = inserts;
        this.updates = updates;
        Silver = silver;
        message = $"APPLY_SCD-{type}: {inserts} inserts, {updates} updates → Silver {silver.RowCount} rows.";
        metrics = Shape.With(type, inserts, updates, silver.RowCount);
    }

    /// <summary>Silver afterwards.</summary>
    public Table Silver { get; }

    /// <summary>The step's result.</summary>
    /// <param name="state">The state before.</param>
    public OperatorResult On(EpisodeState state)
    {
        var edit = state.Edit();
        edit.Set(V0State.Silver, Silver);
        edit.Set(V0State.DidScd, true);
        edit.Set(V0State.ScdType, type);
        edit.Set(V0State.ScdInserts, inserts);
        edit.Set(V0State.ScdUpdates, updates);
        edit.Set(V0State.SilverRows, Silver.RowCount);
        return new OperatorResult(edit.Build(), message, metrics);
    }
}

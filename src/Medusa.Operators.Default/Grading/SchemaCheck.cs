using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>Schema: Silver has every column of A and B, and no drifted column is NULL in all current rows.</summary>
public sealed class SchemaCheck : IGraderCheck
{
    private static readonly PairDerivation<Table, Table, Coverage> Derivation = new(Compute);

    /// <inheritdoc/>
    public string Name => "schema";

    /// <inheritdoc/>
    public string Description => "Silver has every column of A and B, and no drifted column is NULL in all current rows.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        var silver = state[MedusaState.Silver];
        return Verdict.OnEmptySilver(this, state)
            ?? Verdict.Of(this, silver.Derive(Derivation, state[MedusaState.BronzeA]).Reason ?? silver.Derive(Derivation, state[MedusaState.BronzeB]).Reason);
    }

    private static Coverage Compute(Table silver, Table source)
    {
        var current = CurrentRows.Of(silver).Table;
        foreach (var name in source.ColumnNames)
        {
            if (current.Find(name) is not { } column)
            {
                return new Coverage("column_missing: Silver has no column " + name);
            }

            if (SilverSchema.IsDrifted(name) && column.NullCount == column.Length)
            {
                return new Coverage("column_empty: " + name + " is NULL in all current rows of Silver");
            }
        }

        return new Coverage(null);
    }

    /// <param name="Reason">What Silver lacks of a source's columns, or null.</param>
    private sealed record Coverage(string? Reason);
}

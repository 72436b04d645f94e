using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>Schema: Silver has every column of Bronze A and B but the key.</summary>
internal sealed class SchemaCheck : IGraderCheck
{
    private static readonly CheckResult Pass = new("schema", true, null);

    /// <inheritdoc/>
    public string Name => "schema";

    /// <inheritdoc/>
    public string Description => "Silver has all columns of both sources.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        var silver = state[V0State.Silver];
        if (HasAll(silver, state[V0State.BronzeA]) && HasAll(silver, state[V0State.BronzeB]))
        {
            return Pass;
        }

        var missing = state[V0State.BronzeA].ColumnNames.Concat(state[V0State.BronzeB].ColumnNames)
            .Where(name => name != V0Columns.Key && silver.IndexOf(name) < 0)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(name => $"'{name}'");
        return new CheckResult(Name, false, $"SCHEMA_FAIL: Missing columns in Silver: [{string.Join(", ", missing)}]");
    }

    private static bool HasAll(Table silver, Table source)
    {
        foreach (var name in source.ColumnNames)
        {
            if (silver.IndexOf(name) < 0 && name != V0Columns.Key)
            {
                return false;
            }
        }

        return true;
    }
}

using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What can be counted on one key column.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="NullRows">Rows whose key is NULL.</param>
/// <param name="Distinct">Distinct keys among the others, by text.</param>
/// <param name="Uncleaned">Non-NULL keys that cleaning would change.</param>
internal sealed record KeyMeasures(int Rows, int NullRows, int Distinct, int Uncleaned)
{
    private static readonly Derivation<Column, KeyMeasures> Derivation = new(Compute);

    /// <summary>Rows whose key is not NULL.</summary>
    public int NonNull => Rows - NullRows;

    /// <summary>Non-NULL rows that repeat another row's key.</summary>
    public int Duplicates => NonNull - Distinct;

    /// <summary>NULL keys over rows; 0 without rows.</summary>
    public double NullRatio => Rows == 0 ? 0 : (double)NullRows / Rows;

    /// <summary>Distinct keys over non-NULL keys; 1 when there are none.</summary>
    public double Uniqueness => NonNull == 0 ? 1 : (double)Distinct / NonNull;

    public static KeyMeasures Of(Table source) => source[MedusaColumns.Key].Derive(Derivation);

    private static KeyMeasures Compute(Column column)
    {
        var keys = (TextColumn)column;
        var cleaning = KeyCleaning.Of(keys.Dictionary);
        var seen = new bool[keys.Dictionary.Count];
        var (nulls, distinct, uncleaned) = (0, 0, 0);
        foreach (var code in keys.Codes())
        {
            if (code < 0)
            {
                nulls++;
                continue;
            }

            uncleaned += cleaning.Clean(code) == code ? 0 : 1;
            distinct += seen[code] ? 0 : 1;
            seen[code] = true;
        }

        return new KeyMeasures(keys.Length, nulls, distinct, uncleaned);
    }
}

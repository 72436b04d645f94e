using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What preparing a source's keys gives.</summary>
/// <param name="Table">The source with cleaned keys; the same table where cleaning changes none.</param>
/// <param name="Summary">The message without the operator's name.</param>
/// <param name="Metrics">The operator's metrics.</param>
/// <param name="CreatesDuplicates">Whether rows repeat keys that did not before.</param>
internal sealed record PreparedSource(Table Table, string Summary, Record Metrics, bool CreatesDuplicates)
{
    private static readonly RecordShape Shape = new("null_ratio_before", "null_ratio_after", "keys_cleaned", "duplicates_created");
    private static readonly Derivation<Table, PreparedSource> Derivation = new(Compute);

    public static PreparedSource Of(Table source) => source.Derive(Derivation);

    private static PreparedSource Compute(Table source)
    {
        var keys = (TextColumn)source[MedusaColumns.Key];
        var prepared = source.With(MedusaColumns.Key, KeyCleaning.Of(keys));
        var (before, after) = (KeyMeasures.Of(source), KeyMeasures.Of(prepared));
        var created = Math.Max(0, after.Duplicates - before.Duplicates);
        return new PreparedSource(
            prepared,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{before.Uncleaned} key(s) cleaned, null ratio {100 * before.NullRatio:F2}%→{100 * after.NullRatio:F2}%."),
            Shape.With(before.NullRatio, after.NullRatio, before.Uncleaned, created),
            created > 0);
    }
}

using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What an SCD apply reports.</summary>
/// <param name="Message">The message.</param>
/// <param name="Metrics">The metrics.</param>
internal sealed record ScdReport(string Message, Record Metrics)
{
    private static readonly RecordShape Shape = new("scd_type", "inserts", "updates", "silver_rows");

    public static ScdReport Of(int type, SilverLoad load) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"APPLY_SCD-{type}: {load.Inserts} inserts, {load.Updates} updates → Silver {load.Silver.RowCount} rows."),
        Shape.With(type, load.Inserts, load.Updates, load.Silver.RowCount));
}

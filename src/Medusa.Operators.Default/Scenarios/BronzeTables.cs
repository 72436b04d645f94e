using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// Draws the Bronze tables of a plan. One stream a purpose, so that a new draw for one never shifts another's: keys, references, duplicates, order_a, order_b,
/// padding_a, padding_b, fact_value, fact_category, dim_status, and one for each drifted column by its name.
/// </summary>
internal static class BronzeTables
{
    private static readonly TextDictionary Categories = Dictionary("A", "B", "C");
    private static readonly TextDictionary Statuses = Dictionary("x", "y", "z");

    public static (Table A, Table B) Draw(ulong seed, ScenarioPlan plan, int rowsA, int rowsB)
    {
        var draw = KeyDraw.Of(seed, plan, rowsA, rowsB);
        var keys = KeyColumns.Of(seed, plan, draw);
        var a = Table.Of(
            (MedusaColumns.Key, keys.A),
            (MedusaColumns.FactValue, Numbers(seed, MedusaColumns.FactValue, rowsA, 1000)),
            (MedusaColumns.FactCategory, Choices(seed, MedusaColumns.FactCategory, Categories, rowsA)),
            (MedusaColumns.CreatedAt, Hours(rowsA)));
        var b = Table.Of(
            (MedusaColumns.Key, keys.B),
            (MedusaColumns.DimName, Names(draw)),
            (MedusaColumns.DimStatus, Choices(seed, MedusaColumns.DimStatus, Statuses, rowsB)));
        return (Drift(a, seed, "new_metric_a", plan.NewColumnsA), Drift(b, seed, "new_attr_b", plan.NewColumnsB));
    }

    private static Table Drift(Table table, ulong seed, string prefix, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var name = prefix + number.ToString(CultureInfo.InvariantCulture);
            table = table.With(name, Numbers(seed, name, table.RowCount, 100));
        }

        return table;
    }

    private static Column<double> Numbers(ulong seed, string purpose, int rows, double bound)
    {
        var stream = RandomStream.For(seed, purpose);
        var values = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            values[row] = stream.NextDouble(0, bound);
        }

        return new Column<double>(values);
    }

    private static TextColumn Choices(ulong seed, string purpose, TextDictionary choices, int rows)
    {
        var stream = RandomStream.For(seed, purpose);
        var codes = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            codes[row] = stream.Next(choices.Count);
        }

        return new TextColumn(choices, codes);
    }

    private static Column<DateTime> Hours(int rows)
    {
        var instants = new DateTime[rows];
        for (var row = 0; row < rows; row++)
        {
            instants[row] = new DateTime(OperatorContext.Epoch.Ticks + (row * TimeSpan.TicksPerHour), DateTimeKind.Utc);
        }

        return new Column<DateTime>(instants);
    }

    /// <summary>The entities' names; a row without a key has none.</summary>
    private static TextColumn Names(KeyDraw draw)
    {
        var texts = new string[draw.DimensionKeys];
        for (var key = 0; key < texts.Length; key++)
        {
            texts[key] = KeyTexts.Name(draw.Numbers[key]);
        }

        return new TextColumn(TextDictionary.OfDistinct(texts), draw.RowsB);
    }

    private static TextDictionary Dictionary(params string[] texts) => TextDictionary.OfDistinct(texts);
}

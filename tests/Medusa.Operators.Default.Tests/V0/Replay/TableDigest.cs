using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.Tests.V0;

/// <summary>The recordings' digest of a table; its layout is in the fixtures' README.</summary>
internal static class TableDigest
{
    public static string Of(Table table) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(table))));

    public static string Text(Table table)
    {
        var text = new StringBuilder().AppendJoin('|', table.ColumnNames).Append('\n');
        for (var row = 0; row < table.RowCount; row++)
        {
            for (var index = 0; index < table.ColumnCount; index++)
            {
                text.Append(index == 0 ? "" : "|").Append(Cell(table.ColumnNames[index], table.Columns[index], row));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(string name, Column column, int row) => column switch
    {
        _ when column.IsNull(row) => @"\N",
        Column<DateTime> when name is "valid_from" or "valid_to" => @"\T",
        Column<DateTime> times => times[row].ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        Column<double> numbers => PythonFormat.Repr(numbers[row]),
        Column<bool> flags => flags[row] ? "True" : "False",
        TextColumn texts => texts[row]!,
        _ => throw new NotSupportedException($"No column of {column.Type} was recorded."),
    };
}

using System.Buffers;
using System.Globalization;
using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An episode's tables: their names and columns, and pages of their rows as JSON or CSV.</summary>
internal static class TablePages
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public static Problem? WriteNames(EpisodeState state, TableInspection? inspection, JsonBuffer json)
    {
        json.StartObject();
        json.Name("tables"u8);
        json.StartList();
        for (var index = 0; index < state.Schema.TableNames.Length; index++)
        {
            var table = state.TableAt(index);
            json.StartObject();
            json.Name("name"u8);
            json.Text(state.Schema.TableNames[index]);
            json.Name("rows"u8);
            json.Integer(table.RowCount);
            WriteColumns(table, json);
            inspection?.WriteCounts(state, index, json);
            json.EndObject();
        }

        json.EndList();
        json.EndObject();
        return null;
    }

    public static Problem? WriteRows(EpisodeState state, QueryEpisode query, int maxRows, TableInspection? inspection, JsonBuffer json)
    {
        var index = state.Schema.TableNames.IndexOf(query.Table ?? string.Empty);
        if (index < 0)
        {
            return new Problem(ProblemCode.UnknownTable, $"No table is named '{query.Table}': there are {string.Join(", ", state.Schema.TableNames)}.");
        }

        if (query.Offset < 0)
        {
            return EpisodeQueries.InvalidProblem("offset", "Input should be 0 or more", query.Offset);
        }

        if (query.Limit < 1 || query.Limit > maxRows)
        {
            return EpisodeQueries.InvalidProblem("limit", $"Input should be 1 to {maxRows}", query.Limit);
        }

        var table = state.TableAt(index);
        var end = (int)Math.Min((long)query.Offset + query.Limit, table.RowCount);
        if (query.AsLines)
        {
            WriteCsv(table, query.Offset, end, json);
        }
        else
        {
            WritePage(query.Table!, table, query.Offset, end, json);
            inspection?.WriteMarks(state, index, query.Offset, end, json);
            json.EndObject();
        }

        return null;
    }

    /// <summary>Leaves the object open for the marks.</summary>
    private static void WritePage(string name, Table table, int offset, int end, JsonBuffer json)
    {
        json.StartObject();
        json.Name("name"u8);
        json.Text(name);
        json.Name("rows"u8);
        json.Integer(table.RowCount);
        WriteColumns(table, json);
        json.Name("offset"u8);
        json.Integer(offset);
        json.Name("values"u8);
        json.StartList();
        for (var row = offset; row < end; row++)
        {
            json.StartList();
            foreach (var column in table.Columns)
            {
                json.Value(column.GetValue(row));
            }

            json.EndList();
        }

        json.EndList();
    }

    private static void WriteColumns(Table table, JsonBuffer json)
    {
        json.Name("columns"u8);
        json.StartList();
        for (var index = 0; index < table.ColumnCount; index++)
        {
            json.StartObject();
            json.Name("name"u8);
            json.Text(table.ColumnNames[index]);
            json.Name("type"u8);
            json.Text(TypeName(table.Columns[index].Type));
            json.EndObject();
        }

        json.EndList();
    }

    /// <summary>RFC 4180 with line feeds: NULL is an empty cell, empty text is <c>""</c>. The first page begins with the names.</summary>
    private static void WriteCsv(Table table, int offset, int end, JsonBuffer csv)
    {
        var line = new StringBuilder();
        if (offset == 0)
        {
            for (var index = 0; index < table.ColumnCount; index++)
            {
                Cell(line, index, table.ColumnNames[index]);
            }

            csv.Verbatim(Encoding.UTF8.GetBytes(line.Append('\n').ToString()));
        }

        for (var row = offset; row < end; row++)
        {
            line.Clear();
            for (var index = 0; index < table.ColumnCount; index++)
            {
                Cell(line, index, table.Columns[index].GetValue(row));
            }

            csv.Verbatim(Encoding.UTF8.GetBytes(line.Append('\n').ToString()));
        }
    }

    private static void Cell(StringBuilder line, int index, Value value)
    {
        if (index > 0)
        {
            line.Append(',');
        }

        switch (value.Kind)
        {
            case Operators.Abstractions.ValueKind.Null:
                break;
            case Operators.Abstractions.ValueKind.Text when value.AsText.Length == 0 || value.AsText.AsSpan().ContainsAny(Quoted):
                line.Append('"').Append(value.AsText.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
                break;
            case Operators.Abstractions.ValueKind.Text:
                line.Append(value.AsText);
                break;
            case Operators.Abstractions.ValueKind.Number:
                line.Append(value.AsNumber.ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                line.Append(value.ToString());
                break;
        }
    }

    private static string TypeName(ColumnType type) => type switch
    {
        ColumnType.Text => "text",
        ColumnType.Number => "number",
        ColumnType.Integer => "integer",
        ColumnType.Boolean => "boolean",
        _ => "timestamp",
    };
}

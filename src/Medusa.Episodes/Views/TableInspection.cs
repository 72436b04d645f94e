using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>What an environment's inspector points out in tables, checked and written; nothing where there is no inspector.</summary>
/// <param name="inspector">The inspector, or null.</param>
internal sealed class TableInspection(IInspector? inspector)
{
    /// <summary>Writes <c>marks</c> of a table as counts by kind, in the order of the kinds; kinds without marks are left out.</summary>
    /// <exception cref="FoldFaultException">The inspector gave what the contract forbids.</exception>
    public void WriteCounts(EpisodeState state, int table, JsonBuffer json)
    {
        var marks = Inspect(state, table);
        json.Name("marks"u8);
        json.StartObject();
        foreach (var (kind, _, _) in inspector?.Kinds ?? [])
        {
            var count = marks.Where(mark => mark.Kind == kind).Sum(mark => (long)mark.Count);
            if (count > 0)
            {
                json.Name(kind);
                json.Integer(count);
            }
        }

        json.EndObject();
    }

    /// <summary>Writes <c>marks</c> of a page's rows, kind by kind; whole columns' marks come with every page.</summary>
    /// <exception cref="FoldFaultException">The inspector gave what the contract forbids.</exception>
    public void WriteMarks(EpisodeState state, int table, int offset, int end, JsonBuffer json)
    {
        json.Name("marks"u8);
        json.StartList();
        foreach (var mark in Inspect(state, table))
        {
            if (mark.IsWholeColumn)
            {
                Write(null, mark, json);
                continue;
            }

            var rows = mark.Rows.AsSpan();
            var first = rows.BinarySearch(offset);
            for (var index = first < 0 ? ~first : first; index < rows.Length && rows[index] < end; index++)
            {
                if (rows[index] < offset || (index > 0 && rows[index] <= rows[index - 1]))
                {
                    throw new FoldFaultException($"the rows of mark '{mark.Kind}' are not in ascending order");
                }

                Write(rows[index], mark, json);
            }
        }

        json.EndList();
    }

    private static void Write(int? row, TableMark mark, JsonBuffer json)
    {
        json.StartObject();
        json.Name("row"u8);
        if (row is { } known)
        {
            json.Integer(known);
        }
        else
        {
            json.Null();
        }

        json.Name("column"u8);
        json.Text(mark.Column);
        json.Name("kind"u8);
        json.Text(mark.Kind);
        json.EndObject();
    }

    private ImmutableArray<TableMark> Inspect(EpisodeState state, int index)
    {
        if (inspector is null)
        {
            return [];
        }

        var (name, table) = (state.Schema.TableNames[index], state.TableAt(index));
        var marks = inspector.Inspect(state, name);
        if (marks.IsDefault)
        {
            throw new FoldFaultException($"the inspector gives no list of marks for table '{name}'");
        }

        foreach (var mark in marks)
        {
            if (mark is null || !inspector.Kinds.Any(kind => kind.Kind == mark.Kind))
            {
                throw new FoldFaultException($"the inspector marks table '{name}' with '{mark?.Kind}', which is none of its kinds");
            }

            if (mark.Column is { } column && table.IndexOf(column) < 0)
            {
                throw new FoldFaultException($"the inspector marks a column '{column}' that table '{name}' has not");
            }

            if (!mark.IsWholeColumn && mark.Rows is [var first, ..] && (first < 0 || mark.Rows[^1] >= table.RowCount))
            {
                throw new FoldFaultException($"the inspector marks a row of table '{name}' that it has not");
            }
        }

        return marks;
    }
}

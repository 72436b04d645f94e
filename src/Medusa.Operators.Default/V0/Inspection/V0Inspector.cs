using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>Marks the same kinds as version 1 by the original's rules for keys. Rows have no identity there: orphans are told by the key alone, and repeated rows of joins are not marked.</summary>
internal sealed class V0Inspector : IInspector
{
    /// <inheritdoc/>
    public ImmutableArray<MarkDescriptor> Kinds => MedusaMarks.Kinds;

    /// <inheritdoc/>
    public ImmutableArray<TableMark> Inspect(EpisodeState state, string table)
    {
        var key = state.Schema.Table(table);
        var content = state[key];
        if (content.Find(V0Columns.Key) is not TextColumn keys)
        {
            return [];
        }

        var marks = ImmutableArray.CreateBuilder<TableMark>();
        var found = KeyMarks.Of(keys);
        Add(MedusaMarks.NullKey, found.Nulls, marks);
        Add(MedusaMarks.DirtyKey, found.Dirty, marks);
        if (key == V0State.BronzeB || key == V0State.PreparedB)
        {
            Add(MedusaMarks.DuplicateKey, found.Repeated, marks);
        }
        else if (state[V0State.BronzeB].Find(V0Columns.Key) is TextColumn partners && Orphans.Of(keys, partners).Rows is [_, ..] orphans)
        {
            marks.Add(TableMark.OfRows(MedusaMarks.Orphan, orphans));
        }

        marks.AddRange(content.ColumnNames.Where(name => name is V0Columns.DriftedA or V0Columns.DriftedB).Select(name => TableMark.OfColumn(MedusaMarks.NewColumn, name)));
        return marks.DrainToImmutable();
    }

    private static void Add(string kind, ImmutableArray<int> rows, ImmutableArray<TableMark>.Builder marks)
    {
        if (!rows.IsEmpty)
        {
            marks.Add(TableMark.OfCells(kind, V0Columns.Key, rows));
        }
    }
}

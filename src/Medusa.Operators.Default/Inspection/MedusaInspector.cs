using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>Marks what an agent has to deal with: NULL, dirty and repeated keys, true orphans, drifted columns. By the rules of version 1.</summary>
public sealed class MedusaInspector : IInspector
{
    /// <inheritdoc/>
    public ImmutableArray<MarkDescriptor> Kinds => MedusaMarks.Kinds;

    /// <inheritdoc/>
    public ImmutableArray<TableMark> Inspect(EpisodeState state, string table)
    {
        ArgumentNullException.ThrowIfNull(state);
        var key = state.Schema.Table(table);
        var content = state[key];
        if (content.Find(MedusaColumns.Key) is not TextColumn keys)
        {
            return [];
        }

        var marks = ImmutableArray.CreateBuilder<TableMark>();
        var found = KeyMarks.Of(keys);
        Add(MedusaMarks.NullKey, found.Nulls, marks);
        Add(MedusaMarks.DirtyKey, found.Dirty, marks);
        if (key == MedusaState.BronzeB || key == MedusaState.SourceB)
        {
            Add(MedusaMarks.DuplicateKey, found.Repeated, marks);
        }
        else if (content.Find(MedusaColumns.CreatedAt) is Column<DateTime>)
        {
            AddLogical(state, content, marks);
        }

        marks.AddRange(content.ColumnNames.Where(IsNew).Select(name => TableMark.OfColumn(MedusaMarks.NewColumn, name)));
        return marks.DrainToImmutable();
    }

    private static void AddLogical(EpisodeState state, Table content, ImmutableArray<TableMark>.Builder marks)
    {
        if (RepeatedRows.Of(content).Rows is [_, ..] repeated)
        {
            marks.Add(TableMark.OfRows(MedusaMarks.DuplicateKey, repeated));
        }

        if (TrueOrphans.Of(state).RowsOf(content) is [_, ..] orphans)
        {
            marks.Add(TableMark.OfRows(MedusaMarks.Orphan, orphans));
        }
    }

    private static void Add(string kind, ImmutableArray<int> rows, ImmutableArray<TableMark>.Builder marks)
    {
        if (!rows.IsEmpty)
        {
            marks.Add(TableMark.OfCells(kind, MedusaColumns.Key, rows));
        }
    }

    private static bool IsNew(string column) =>
        SilverSchema.IsDrifted(column) && !SilverSchema.IsHistory(column) && column != MedusaColumns.Reason;
}

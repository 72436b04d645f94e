using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// The identities of a table's rows: a logical row is one row of Bronze A, named by its cleaned key and <c>created_at</c>. By the cleaned key, so that a row
/// that was loaded before its key was cleaned is still the same row afterwards.
/// </summary>
internal sealed class LogicalRows
{
    private static readonly Derivation<Table, LogicalRows> Derivation = new(table => new LogicalRows(table));

    private readonly int[] keys;
    private readonly Column<DateTime> instants;
    private Dictionary<LogicalId, int>? rowsById;

    private LogicalRows(Table table)
    {
        var column = (TextColumn)table[MedusaColumns.Key];
        var cleaning = KeyCleaning.Of(column.Dictionary);
        Dictionary = cleaning.Dictionary;
        instants = (Column<DateTime>)table[MedusaColumns.CreatedAt];
        keys = column.Codes().ToArray();
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = cleaning.Clean(keys[row]);
        }
    }

    /// <summary>The dictionary that the ids' codes belong to.</summary>
    public TextDictionary Dictionary { get; }

    public int Count => keys.Length;

    public LogicalId this[int row] => new(keys[row], instants[row].Ticks);

    public static LogicalRows Of(Table table) => table.Derive(Derivation);

    /// <summary>The ids of this table's rows in terms of another dictionary.</summary>
    public LogicalId[] IdsIn(TextDictionary other)
    {
        var ids = new LogicalId[Count];
        if (ReferenceEquals(other, Dictionary))
        {
            for (var row = 0; row < ids.Length; row++)
            {
                ids[row] = this[row];
            }

            return ids;
        }

        var codes = Dictionary.CodesIn(other).Span;
        for (var row = 0; row < ids.Length; row++)
        {
            var key = keys[row];
            ids[row] = new LogicalId(key < 0 ? -1 : codes[key] < 0 ? -2 : codes[key], instants[row].Ticks);
        }

        return ids;
    }

    /// <summary>The row of an id in terms of <see cref="Dictionary"/>, the first where there are several; −1 where there is none.</summary>
    public int Find(LogicalId id) => (rowsById ??= Index()).TryGetValue(id, out var row) ? row : -1;

    private Dictionary<LogicalId, int> Index()
    {
        var index = new Dictionary<LogicalId, int>(Count);
        for (var row = 0; row < Count; row++)
        {
            index.TryAdd(this[row], row);
        }

        return index;
    }
}

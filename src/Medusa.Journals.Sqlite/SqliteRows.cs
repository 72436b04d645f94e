namespace Medusa.Journals.Sqlite;

/// <summary>The rows of a statement that runs.</summary>
/// <param name="statement">The statement.</param>
internal readonly ref struct SqliteRows(SqliteStatement statement)
{
    /// <summary>Goes to the next row.</summary>
    public bool Read() => statement.Step();

    /// <summary>Whether a column is NULL.</summary>
    public bool IsNull(int column) => statement.IsNull(column);

    /// <summary>An integer column.</summary>
    public long Integer(int column) => statement.ReadInteger(column);

    /// <summary>A text column.</summary>
    public string Text(int column) => statement.ReadText(column);

    /// <summary>A text column, or null.</summary>
    public string? TextOrNull(int column) => statement.IsNull(column) ? null : statement.ReadText(column);

    /// <summary>A column of bytes, valid until the next row.</summary>
    public ReadOnlySpan<byte> Blob(int column) => statement.ReadBlob(column);

    /// <summary>Makes the statement ready for its next use.</summary>
    public void Dispose() => statement.Reset();
}

using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Medusa.Journals.Sqlite;

/// <summary>
/// A prepared statement with positional parameters <c>?1</c>, <c>?2</c> and so on, kept for its connection's life. It speaks to SQLite's own interface: a journal
/// binds a dozen values an event, and commands with parameter objects cost more than the insert.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;
    private byte[] text = new byte[1_024];

    /// <param name="connection">The open connection.</param>
    /// <param name="sql">One statement.</param>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out statement));
    }

    /// <summary>Binds a text.</summary>
    public SqliteStatement Text(int number, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(statement, number));
            return this;
        }

        if (text.Length < Encoding.UTF8.GetMaxByteCount(value.Length))
        {
            text = new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        }

        return Text(number, text.AsSpan(0, Encoding.UTF8.GetBytes(value, text)));
    }

    /// <summary>Binds a text in UTF-8.</summary>
    public SqliteStatement Text(int number, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, which SQLite would take for NULL.
        Check(value.IsEmpty ? raw.sqlite3_bind_text(statement, number, string.Empty) : raw.sqlite3_bind_text(statement, number, value));
        return this;
    }

    /// <summary>Binds an integer.</summary>
    public SqliteStatement Integer(int number, long? value)
    {
        Check(value is { } integer ? raw.sqlite3_bind_int64(statement, number, integer) : raw.sqlite3_bind_null(statement, number));
        return this;
    }

    /// <summary>Binds a double.</summary>
    public SqliteStatement Real(int number, double? value)
    {
        Check(value is { } real ? raw.sqlite3_bind_double(statement, number, real) : raw.sqlite3_bind_null(statement, number));
        return this;
    }

    /// <summary>Binds bytes.</summary>
    public SqliteStatement Blob(int number, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, number, value));
        return this;
    }

    /// <summary>Runs it with what is bound.</summary>
    /// <returns>How many rows it wrote.</returns>
    public int Run()
    {
        using var rows = new SqliteRows(this);
        while (rows.Read())
        {
        }

        return raw.sqlite3_changes(connection.Handle);
    }

    /// <summary>Runs it with what is bound; the rows must be disposed before the next use.</summary>
    public SqliteRows Query() => new(this);

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    /// <summary>Goes to the next row.</summary>
    internal bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            Check(code);
        }

        return false;
    }

    /// <summary>Makes it ready for the next use. What failed was told by the step.</summary>
    internal void Reset() => raw.sqlite3_reset(statement);

    internal bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    internal long ReadInteger(int column) => raw.sqlite3_column_int64(statement, column);

    internal string ReadText(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    internal ReadOnlySpan<byte> ReadBlob(int column) => raw.sqlite3_column_blob(statement, column);

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, connection.Handle);
}

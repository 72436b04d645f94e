using Microsoft.Data.Sqlite;

namespace Medusa.Journals.Sqlite;

/// <summary>A prepared statement with positional parameters <c>$1</c>, <c>$2</c> and so on, kept for its connection's life.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand command;

    /// <param name="connection">The connection.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">How many parameters it has.</param>
    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (var number = 1; number <= parameters; number++)
        {
            command.Parameters.Add(new SqliteParameter($"${number}", null));
        }
    }

    /// <summary>Runs it.</summary>
    /// <param name="values">The parameters.</param>
    /// <returns>How many rows it wrote.</returns>
    public int Execute(params ReadOnlySpan<object?> values) => Bound(values).ExecuteNonQuery();

    /// <summary>Runs it and gives the first column of the first row; null where there is none.</summary>
    /// <param name="values">The parameters.</param>
    public object? Scalar(params ReadOnlySpan<object?> values) => Bound(values).ExecuteScalar() is { } found and not DBNull ? found : null;

    /// <summary>Runs it; the reader must be disposed before the next use.</summary>
    /// <param name="values">The parameters.</param>
    public SqliteDataReader Read(params ReadOnlySpan<object?> values) => Bound(values).ExecuteReader();

    /// <inheritdoc/>
    public void Dispose() => command.Dispose();

    private SqliteCommand Bound(ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        return command;
    }
}

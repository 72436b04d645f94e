using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>How much a plugin's result may hold.</summary>
/// <param name="MaxRows">Rows a table.</param>
/// <param name="MaxTableBytes">Bytes a table, as its digest reads them.</param>
/// <param name="MaxReplyBytes">Bytes of a step result.</param>
internal readonly record struct ResultLimits(int MaxRows, long MaxTableBytes, int MaxReplyBytes)
{
    /// <summary>The limits that options configure.</summary>
    /// <param name="options">The options.</param>
    public static ResultLimits Of(EpisodesOptions options) => new(options.MaxRows, options.MaxTableBytes, options.MaxReplyBytes);

    /// <summary>Checks a state.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="FoldFaultException">A table is over a limit.</exception>
    public void Check(EpisodeState state)
    {
        for (var index = 0; index < state.Schema.TableNames.Length; index++)
        {
            var table = state.TableAt(index);
            if (table.RowCount > MaxRows)
            {
                throw new FoldFaultException($"Table '{state.Schema.TableNames[index]}' has {table.RowCount} rows, more than {MaxRows} (Medusa:MaxRows).");
            }

            if (table.DigestedBytes > MaxTableBytes)
            {
                throw new FoldFaultException($"Table '{state.Schema.TableNames[index]}' has {table.DigestedBytes} bytes, more than {MaxTableBytes} (Medusa:MaxTableBytes).");
            }
        }
    }

    /// <summary>Checks a step result.</summary>
    /// <param name="body">Its bytes.</param>
    /// <exception cref="FoldFaultException">It is too long.</exception>
    public void Check(byte[] body)
    {
        if (body.Length > MaxReplyBytes)
        {
            throw new FoldFaultException($"The step result has {body.Length} bytes, more than {MaxReplyBytes} (Medusa:MaxReplyBytes).");
        }
    }

    /// <summary>How many rows a state holds.</summary>
    /// <param name="state">The state.</param>
    public static long RowsOf(EpisodeState state)
    {
        long rows = 0;
        for (var index = 0; index < state.Schema.TableNames.Length; index++)
        {
            rows += state.TableAt(index).RowCount;
        }

        return rows;
    }

    /// <summary>How many rows a state holds that another one does not share.</summary>
    /// <param name="state">The state.</param>
    /// <param name="shared">The state it began with.</param>
    public static long OwnRowsOf(EpisodeState state, EpisodeState shared)
    {
        long rows = 0;
        for (var index = 0; index < state.Schema.TableNames.Length; index++)
        {
            var table = state.TableAt(index);
            rows += ReferenceEquals(table, shared.TableAt(index)) ? 0 : table.RowCount;
        }

        return rows;
    }
}
